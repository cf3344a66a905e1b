/** What every scenario is given, and how it answers. */
import type { Backend } from '../contenders/backend.ts';

export interface Options {
	/** How often each contender has its turn. */
	readonly rounds: number;
	/** Instead of the scenario's own number. */
	readonly viewers: number | undefined;
	/** Profiles our server, or our part of the page, in one more turn. */
	readonly profile: boolean;
	/** Fan-out only: then also 10,000 viewers. */
	readonly large: boolean;
	/** Authors ask the viewers' web node. */
	readonly together: boolean;
}

/** What is measured in a page alone. */
export interface PageSetting {
	readonly options: Options;
	/** Prints a raw figure at once. */
	readonly say: (line: string) => void;
}

export interface Setting extends PageSetting {
	readonly backend: Backend;
	/** The compiled server under test. */
	readonly server: string;
}

/** Resolves with the lines of the summary. */
export type Scenario = (setting: Setting) => Promise<readonly string[]>;

/** As `Scenario`, without any server. */
export type PageScenario = (setting: PageSetting) => Promise<readonly string[]>;
