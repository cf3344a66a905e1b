/**
 * Every text, by the English one; say.ts tells how they are written. Types only: no page loads them. Whatever is said has to
 * be one of them, and a language has all of a section, or does not compile.
 */
import type { BenchText } from './keys/bench.ts';
import type { BoardText } from './keys/boards.ts';
import type { FamilyText } from './keys/families.ts';
import type { PlotText } from './keys/plots.ts';
import type { ServerText } from './keys/server.ts';
import type { StateText } from './keys/states.ts';
import type { ToolText } from './keys/tools.ts';

export type { BenchText, BoardText, FamilyText, PlotText, ServerText, StateText, ToolText };

/** What the widget can say of itself. */
export type Text = StateText | PlotText | FamilyText | BenchText | BoardText | ToolText;

/** Some of the texts in another language, or in other words, by the English ones. */
export type Texts = Readonly<Partial<Record<Text | ServerText, string>>>;
