/** Runs first in a page: every violation of its policy, as `directive: what`. */
globalThis.violations = [];
addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample, sourceFile }) =>
	globalThis.violations.push(`${effectiveDirective}: ${blockedURI} ${sample} (${sourceFile})`),
);
