/** The page's texts in the language of the window. English texts are the keys, as in `vscode.l10n`. */

/** What the host knows of another language: by the English text, with the same placeholders. */
export type Translations = Readonly<Record<string, string>>;

/** Set once, before any other part of the page is there; the language of a window can't change while it is open. */
const translations = new Map<string, string>();

/** Makes the page speak the language of `texts`. Must come before the first `t`, also those of constants. */
export function useTranslations(texts: Translations): void {
  for (const [english, text] of Object.entries(texts)) translations.set(english, text);
}

/** `text` in the language of the window; `{0}`, `{1}`, … stand for `values`. Write it out: keys are found by reading. */
export function t(text: string, ...values: readonly (string | number)[]): string {
  return (translations.get(text) ?? text).replace(/\{(\d)\}/g, (_, place) => String(values[place as number]));
}
