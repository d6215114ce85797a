import { databases, type Row } from '../row.ts';

const disk = { group: 'disk', on: databases, lastsMs: 12_000, needs: 'faulty disk' } as const;
const fail = (how: 'full' | 'read-only' | 'slow' | 'hanging'): Pick<Row, 'break' | 'heal'> => ({
  break: (scene) => scene.disk?.fail(how),
  async heal({ disk: faulty, postgres }) {
    faulty?.heal();
    await postgres?.cluster.startIfEnded();
  },
});

export const diskRows: readonly Row[] = [
  { ...disk, name: 'full', needs: 'small disk', ...fail('full') },
  { ...disk, name: 'read-only', ...fail('read-only') },
  { ...disk, name: 'slow: 5 s for each sync', ...fail('slow') },
  { ...disk, name: 'hanging', ...fail('hanging') },
];
