/**
 * A real OpenID provider in a process of its own, on loopback. Whoever comes is signed in at once, as the header `x-person`
 * says: `{sub, email, email_verified, name, inToken}`. Says where it is once it listens.
 */
import { type ClientMetadata, Provider } from 'oidc-provider';

const [, , port = '', clientId = '', clientSecret = '', redirectUri = ''] = process.argv;

interface Person {
	readonly sub: string;
	/** What the ID token says otherwise. */
	readonly inToken?: object;
}

const known = new Map<string, Person>();
const client: ClientMetadata = {
	client_id: clientId,
	client_secret: clientSecret,
	redirect_uris: [redirectUri],
	response_types: ['code'],
	grant_types: ['authorization_code'],
};

const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
	clients: [client],
	// Some providers put into the ID token that they vouch for an address, and the address elsewhere.
	claims: { openid: ['sub', 'email_verified'], email: ['email', 'email_verified'], profile: ['name'] },
	pkce: { required: () => true },
	cookies: { keys: ['a key for tests only'] },
	features: { devInteractions: { enabled: false } },
	interactions: { url: (_, { uid }) => `/interaction/${uid}` },
	findAccount: (_, id) => ({
		accountId: id,
		claims: async (use) => {
			const { inToken, ...said } = known.get(id) ?? { sub: id };
			return { ...said, ...(use === 'id_token' ? inToken : {}), sub: id };
		},
	}),
	loadExistingGrant: async (context) => {
		const grant = new context.oidc.provider.Grant({
			clientId: context.oidc.client?.clientId ?? '',
			accountId: context.oidc.session?.accountId ?? '',
		});
		grant.addOIDCScope('openid email profile');
		await grant.save();
		return grant;
	},
});

provider.use(async (context, next) => {
	if (!context.path.startsWith('/interaction/')) return next();
	const person = JSON.parse(context.get('x-person')) as Person;
	known.set(person.sub, person);
	await provider.interactionFinished(context.req, context.res, { login: { accountId: person.sub } });
	context.respond = false;
});

provider.listen(Number(port), '127.0.0.1', () => process.stdout.write(`${issuer}\n`));
