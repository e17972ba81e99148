// Segments of bars as painted: measured from pixels, as a reader without colours sees them.

/** Measures of each segment of each bar, in order: ground, pattern and outline. */
export async function segments(page, selector) {
  // A browser's box of a segment is that of its pattern before it is clipped.
  const bars = await page.locator(selector).evaluateAll((bars) =>
    bars.map((bar) => {
      const box = bar.getBoundingClientRect();
      const [left, top] = [Math.floor(box.left + scrollX), Math.floor(box.top + scrollY)];
      const [right, bottom] = [Math.ceil(box.right + scrollX), Math.ceil(box.bottom + scrollY)];
      const places = [...bar.querySelectorAll(':scope > .segment')].map((segment) => {
        const [x, width] = ['x', 'width'].map((name) => parseFloat(segment.getAttribute(name)) / 100);
        return { kind: /fill--([a-z-]+)/.exec(segment.getAttribute('class'))[1], from: x, to: x + width };
      });
      return { left, top, right, bottom, places };
    }),
  );
  // One picture of all bars, which takes less than one of each.
  const x = Math.min(...bars.map(({ left }) => left));
  const y = Math.min(...bars.map(({ top }) => top));
  const clip = { x, y, width: Math.max(...bars.map(({ right }) => right)) - x, height: Math.max(...bars.map(({ bottom }) => bottom)) - y };
  const picture = (await page.screenshot({ fullPage: true, clip })).toString('base64');
  const measurer = await page.context().browser().newPage();
  const found = await measurer.evaluate(measure, { picture, bars, clip });
  await measurer.close();
  return found;
}

/** Runs in the browser. */
async function measure({ picture, bars, clip }) {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const scale = image.width / clip.width;
  return bars.map(({ left, top, right, bottom, places }) => {
    const [width, height] = [scale * (right - left), scale * (bottom - top)];
    return measured(canvas.getImageData(scale * (left - clip.x), scale * (top - clip.y), width, height), places);
  });

  function measured({ data, width, height }, places) {
    const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const luminance = (x, y) => {
      const at = 4 * (y * width + x);
      return 0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]);
    };
    const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
    const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
    return places.map(({ kind, from, to }) => {
      const [left, right] = [Math.ceil(from * width), Math.floor(to * width)];
      // The outline ends five device pixels from the edge.
      const inside = range(6, height - 6).map((y) => range(left + 8, right - 8).map((x) => luminance(x, y)));
      const all = inside.flat();
      const page = Math.max(luminance(left, 0), luminance(left, height - 1));
      const lines = contrast(Math.max(...all), Math.min(...all));
      const ground = middle(all);
      const ink = all.filter((value) => contrast(value, page) >= 2).length / all.length;
      const level = inside.every((row) => contrast(Math.max(...row), Math.min(...row)) < 1.5);
      // The best row of the upper edge: a dotted outline has gaps in each.
      const rim = Math.max(...range(1, 6).map((y) => {
        const row = range(left + 8, right - 8).map((x) => luminance(x, y));
        return row.filter((value) => contrast(value, page) >= 3).length / row.length;
      }));
      const pattern = lines < 3 ? 'plain' : level ? 'rows' : ink > 0.6 ? 'dense' : 'sparse';
      return { kind, ground, pattern, ink: Number(ink.toFixed(2)), rim: Number(rim.toFixed(2)) };
    });
  }
}

/** What is wrong with two neighbours: nothing, if they differ in lightness, pattern or outline. */
export function alike(one, other) {
  const [low, high] = [one.ground, other.ground].sort((a, b) => a - b);
  if ((high + 0.05) / (low + 0.05) >= 3) return [];
  if (one.pattern !== other.pattern || Math.abs(one.ink - other.ink) >= 0.2) return [];
  if (Math.abs(one.rim - other.rim) >= 0.25) return [];
  return ['look alike'];
}
