import type { DeliveryProblem } from '#lib/contract/delivery.ts';
import { describeDelivery } from './delivery.ts';
import delivery from './languages/en/delivery.json' with { type: 'json' };

/** Why a message was not delivered, as English text beside the code: for programs and logs. */
export function deliveryInEnglish(problem: DeliveryProblem): string {
  return describeDelivery(problem, delivery);
}
