/** What whoever asks for a picture may say of its looks. */
import { z } from 'zod';
import { THEME_NAMES } from './themes.ts';

/** More than any screen or page of a report has; what is larger would only cost memory. */
const MAX_PIXELS = 16_777_216;

export const isLocale = (tag: string): boolean => {
	try {
		return Intl.getCanonicalLocales(tag).length === 1;
	} catch {
		return false;
	}
};

export const lookSchema = z
	.object({
		/** CSS pixels. */
		width: z.coerce.number().int().min(80).max(4_000).default(640),
		height: z.coerce.number().int().min(60).max(4_000).default(360),
		theme: z.enum(THEME_NAMES).default('plain'),
		scheme: z.enum(['light', 'dark']).default('light'),
		locale: z.string().max(40).refine(isLocale, 'must be a language tag such as de or pt-BR').default('en'),
		/** Pixels of a PNG for each CSS pixel. */
		scale: z.coerce.number().min(0.5).max(4).default(2),
	})
	.refine(({ width, height, scale }) => width * height * scale * scale <= MAX_PIXELS, {
		path: ['scale'],
		message: `width × height × scale² must not come to more than ${MAX_PIXELS.toLocaleString('en-US')} pixels`,
	});

export type Look = z.infer<typeof lookSchema>;
