/**
 * Where a webhook may lead: to the public Internet. Whoever may declare one could otherwise have this server ask what only
 * it can reach (SSRF): its own ports, its neighbours, the metadata of a cloud. Ranges by IANA's special-purpose registries
 * (RFC 6890 and its updates). Pure.
 */
import { BlockList, isIP } from 'node:net';

const V4: readonly (readonly [string, number])[] = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 3],
];

/** Of what is global unicast (2000::/3), that which is not, or has another address in it. */
const V6: readonly (readonly [string, number])[] = [
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['3fff::', 20],
];

const closed = new BlockList();
for (const [net, bits] of V4) closed.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of V6) closed.addSubnet(net, bits, 'ipv6');
const unicast = new BlockList();
unicast.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is one of the public Internet. */
export function isPublicAddress(address: string): boolean {
	const family = isIP(address);
	if (family === 4) return !closed.check(address, 'ipv4');
	return family === 6 && unicast.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}
