/** Asks a PostgreSQL for TLS, and answers the encrypted socket, ready for its greeting. Protocol: PostgreSQL manual, 55.2.10. */
import { isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { SourceAddress } from './address.ts';
import { CONNECT_TIMEOUT_MS, type Dial } from './dial.ts';

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const YES = 'S'.charCodeAt(0);

/** The server's one byte. More would be from somebody in between, before anything is encrypted. */
function askForTls(socket: Socket): Promise<void> {
	return new Promise((resolve, reject) => {
		const closed = () => reject(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' }));
		socket.once('error', reject).once('close', closed);
		socket.once('data', (data) => {
			socket.off('error', reject).off('close', closed);
			if (data.length === 1 && data[0] === YES) resolve();
			else reject(Object.assign(new Error('the server does not speak TLS'), { code: 'TLS_NOT_OFFERED' }));
		});
		socket.write(SSL_REQUEST);
	});
}

function encrypt(socket: Socket, { host, tls }: SourceAddress): Promise<TLSSocket> {
	return new Promise((resolve, reject) => {
		const secure = connectTls({
			socket,
			host,
			...(isIP(host) === 0 ? { servername: host } : {}),
			rejectUnauthorized: tls.mode === 'verify',
			...(tls.ca === undefined ? {} : { ca: tls.ca }),
		});
		secure.once('error', reject);
		secure.once('secureConnect', () => {
			secure.off('error', reject);
			resolve(secure);
		});
	});
}

/** A dial whose sockets are encrypted and, where the address says so, whose peer has been verified. */
export function dialPostgresTls(address: SourceAddress, dial: Dial): Dial {
	if (address.tls.mode === 'off') return dial;
	return async () => {
		const socket = await dial();
		const late = Object.assign(new Error('TLS took too long'), { code: 'CONNECT_TIMEOUT' });
		const timer = setTimeout(() => socket.destroy(late), CONNECT_TIMEOUT_MS);
		try {
			await askForTls(socket);
			return await encrypt(socket, address);
		} catch (error) {
			socket.destroy();
			throw error;
		} finally {
			clearTimeout(timer);
		}
	};
}
