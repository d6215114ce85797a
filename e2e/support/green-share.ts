import type { Page } from '@playwright/test';

/**
 * Share of pixels in the green of the light, of a picture.
 *
 * @param page any page: it takes the picture apart
 * @param picture base64 of a PNG or JPEG
 */
export async function greenShare(page: Page, picture: string): Promise<number> {
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/*;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
    let green = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      const [red = 0, blue = 0] = [pixels[at], pixels[at + 2]];
      if ((pixels[at + 1] ?? 0) > red + 60 && (pixels[at + 1] ?? 0) > blue + 30) green += 1;
    }
    return green / (pixels.length / 4);
  }, picture);
}
