/** package.json says by itself where the manifest is: the analyzer must not write it there. */
export default { globs: ['widget/elements/*/sql-*.ts'], litelement: true, packagejson: false, quiet: true };
