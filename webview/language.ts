/** Gives the page its language. Imported before everything else: constants of other modules are texts already. */
import { useTranslations, type Translations } from '../src/shared/l10n';

const { content } = document.querySelector<HTMLMetaElement>('meta[name="translations"]') ?? { content: '' };
if (content !== '') useTranslations(JSON.parse(content) as Translations);
