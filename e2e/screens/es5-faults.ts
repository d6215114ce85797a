import { transform } from 'esbuild';

/**
 * What in a page's own scripts an engine of 2012 would not read; undefined when it reads all. Scripts of Next's
 * stream (`self.__next_f`) only matter to engines that run the chunks too.
 */
export async function es5Faults(html: string): Promise<string | undefined> {
  for (const [, script = ''] of html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)) {
    if (script.includes('__next_f')) continue;
    try {
      // What needs no lowering comes out the same.
      const [old, recent] = await Promise.all(
        ['es5', 'esnext'].map((target) => transform(script, { target, loader: 'js' })),
      );
      if (old?.code !== recent?.code) return script;
    } catch (error) {
      return `${error}\n${script}`;
    }
  }
  return undefined;
}
