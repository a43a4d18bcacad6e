// Who says so and how old that is: one line per product, and the longer form for its own page.

import { ago, t } from '../lib/shown.svelte';
import { FAILING } from '../lib/wording';
import type { ProductView, ProviderView } from '../lib/wire.gen';

/** The line under a product's name. */
export function evidence(product: ProductView, provider: ProviderView | undefined): string {
  if (product.local) {
    return t('window-source-local');
  }
  const host = provider?.host ?? provider?.name ?? product.provider;
  // A state that is shown was read, whatever the feed does since then.
  if (product.read_at !== null && (product.status !== 'unknown' || provider?.source.kind === 'readable')) {
    const read = t('window-read-at', { host, age: ago(product.read_at) });
    const more = trouble(provider);
    return more === null ? read : `${read} · ${more}`;
  }
  return silence(provider, host);
}

/** Why there is nothing to show, in one line. */
export function silence(provider: ProviderView | undefined, host: string): string {
  const source = provider?.source;
  // A feed that can be read and says nothing about a product may have been found again under other names.
  if (!source || (source.kind === 'readable' && source.read_as === null)) {
    return t('window-source-waiting', { host });
  }
  return source.text;
}

/** What is wrong with a feed, as its own sentence; null while it can be read. */
export function trouble(provider: ProviderView | undefined): string | null {
  return provider && FAILING[provider.source.kind] ? provider.source.text : null;
}
