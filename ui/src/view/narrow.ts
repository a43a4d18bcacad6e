// Finds settings by their words: those of the setting, of its explanation and of its section's heading, as they stand
// on the page. What does not have them is hidden, and nothing is taken away, so a value half written stays.

/** A section with something to show. */
export type Place = { id: string; name: string };

/** Hides the settings under `page` without all of these words, and the sections of which none is left. */
export function narrow(page: HTMLElement, sought: string): { places: Place[]; count: number } {
  const words = sought.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const places: Place[] = [];
  let count = 0;
  for (const section of page.querySelectorAll('section')) {
    const heading = section.querySelector('h2');
    const head = `${heading?.textContent} ${section.querySelector('h2 + p')?.textContent ?? ''}`;
    let left = 0;
    for (const setting of section.querySelectorAll<HTMLElement>('[data-setting]')) {
      const text = `${head} ${setting.textContent}`.toLocaleLowerCase();
      setting.hidden = !words.every((word) => text.includes(word));
      left += setting.hidden ? 0 : 1;
      if (words.length > 0 && !setting.hidden) {
        // What lies folded away is not found.
        setting.parentElement?.closest('details')?.setAttribute('open', '');
      }
    }
    section.hidden = left === 0 && words.length > 0;
    count += left;
    if (heading && !section.hidden) {
      places.push({ id: heading.id, name: heading.textContent ?? '' });
    }
  }
  return { places, count };
}
