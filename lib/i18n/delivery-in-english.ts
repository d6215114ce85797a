import type { DeliveryProblem } from '#lib/contract/delivery.ts';
import { describeDelivery } from './delivery.ts';
import delivery from './languages/en/delivery.json' with { type: 'json' };

/** Why a message did not arrive as the API tells it beside the code: programs and logs read English. */
export function deliveryInEnglish(problem: DeliveryProblem): string {
  return describeDelivery(problem, delivery);
}
