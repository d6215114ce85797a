'use client';

import { useState } from 'react';
import type { Layout } from '#lib/contract/display-theme.ts';

export interface ScreenShape {
  readonly width: number;
  readonly height: number;
}

type ShapeId = 'own' | 'landscape' | 'portrait' | 'old' | 'strip';

const usual: Readonly<Record<Exclude<ShapeId, 'own'>, ScreenShape>> = {
  landscape: { width: 1920, height: 1080 },
  portrait: { width: 1080, height: 1920 },
  old: { width: 1024, height: 768 },
  strip: { width: 600, height: 120 },
};

/** The shapes to look at a display in: that of its own screen first, where one has reported. */
export function useShapes(layout: Layout, own: ScreenShape | undefined) {
  const [chosen, setChosen] = useState<string>();
  const shapes = [
    ...(own === undefined ? [] : [{ id: 'own' as const, ...own }]),
    ...(['landscape', 'portrait', 'old', 'strip'] as const).map((id) => ({ id, ...usual[id] })),
  ];
  const first = layout === 'strip' ? 'strip' : own === undefined ? 'landscape' : 'own';
  const shape = shapes.find(({ id }) => id === chosen) ??
    shapes.find(({ id }) => id === first) ?? { id: 'landscape' as const, ...usual.landscape };
  return { shape, shapes, choose: setChosen };
}
