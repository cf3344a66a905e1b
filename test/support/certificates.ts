/** Certificates for tests, made by openssl: an authority, and one that it has signed for this machine. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificates {
	/** Paths of PEM files. */
	readonly authority: string;
	readonly certificate: string;
	readonly key: string;
}

const HOSTS = 'subjectAltName=DNS:localhost,IP:127.0.0.1';

/** Writes them into the folder; they are good for a day. */
export function makeCertificates(folder: string): Certificates {
	const [authority, authorityKey] = [join(folder, 'authority.pem'), join(folder, 'authority.key')];
	const [certificate, key] = [join(folder, 'server.pem'), join(folder, 'server.key')];
	const [request, extensions] = [join(folder, 'server.csr'), join(folder, 'server.ext')];
	const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
	const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	writeFileSync(extensions, HOSTS);
	openssl('req', '-x509', ...curve, '-keyout', authorityKey, '-out', authority, '-days', '1', '-subj', '/CN=Test CA');
	openssl('req', ...curve, '-keyout', key, '-out', request, '-subj', '/CN=localhost');
	const signing = ['-CA', authority, '-CAkey', authorityKey, '-CAcreateserial', '-extfile', extensions];
	openssl('x509', '-req', '-in', request, ...signing, '-out', certificate, '-days', '1');
	return { authority, certificate, key };
}
