/** How old an answer is, in the words of pictures, in every language that they speak. */
import '../../widget/families/all-words.ts';

export { footerText as ageText } from './as-of.ts';
