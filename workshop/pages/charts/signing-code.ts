/**
 * How a back end signs the token of one chart or dashboard, in six languages. They are those of docs/tokens.md, which are run by a test, with
 * another chart and other claims; a test holds them to that document.
 */

export interface SignedFor {
	readonly kind: 'chart' | 'dashboard';
	readonly name: string;
	/** What each claim is of this viewer. */
	readonly claims: Readonly<Record<string, string>>;
}

export const LANGUAGES = [
	{ language: 'node', title: 'Node.js' },
	{ language: 'python', title: 'Python' },
	{ language: 'ruby', title: 'Ruby' },
	{ language: 'php', title: 'PHP' },
	{ language: 'go', title: 'Go' },
	{ language: 'java', title: 'Java' },
] as const;
export type Language = (typeof LANGUAGES)[number]['language'];

type Claims = SignedFor['claims'];
type Entry = (name: string, value: string) => string;

/** Names are identifiers and charts' names are plain; values are ours. Nothing of it needs escaping, in any of the languages. */
const entries = (claims: Claims, write: Entry): string =>
	Object.entries(claims)
		.map(([name, value]) => write(name, value))
		.join(', ');

const node = ({ kind, name, claims }: SignedFor): string => `import { signEmbedToken } from 'chartwire/tokens';

const token = await signEmbedToken(
  { kid: process.env.CHARTWIRE_KID, secret: process.env.CHARTWIRE_SECRET },
  { subject: 'user-17', ${kind}s: ['${name}'], claims: { ${entries(claims, (claim, value) => `${claim}: '${value}'`)} }, expiresInSeconds: 900 },
);
console.log(token);`;

const python = ({ kind, name, claims }: SignedFor): string => `import os, time, jwt  # pip install pyjwt

token = jwt.encode(
    {
        "sub": "user-17",
        "${kind}s": ["${name}"],
        "claims": {${entries(claims, (claim, value) => `"${claim}": "${value}"`)}},
        "iat": int(time.time()),
        "exp": int(time.time()) + 900,
    },
    os.environ["CHARTWIRE_SECRET"],
    algorithm="HS256",
    headers={"kid": os.environ["CHARTWIRE_KID"]},
)
print(token)`;

const ruby = ({ kind, name, claims }: SignedFor): string => `require 'jwt' # gem install jwt

claims = {
  sub: 'user-17',
  ${kind}s: ['${name}'],
  claims: { ${entries(claims, (claim, value) => `${claim}: '${value}'`)} },
  iat: Time.now.to_i,
  exp: Time.now.to_i + 900
}
puts JWT.encode(claims, ENV.fetch('CHARTWIRE_SECRET'), 'HS256', { kid: ENV.fetch('CHARTWIRE_KID') })`;

const php = ({ kind, name, claims }: SignedFor): string =>
	`<?php // without a library; with firebase/php-jwt: JWT::encode($claims, $secret, 'HS256', $kid)
$base64url = fn(string $bytes) => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
$header = ['alg' => 'HS256', 'typ' => 'JWT', 'kid' => getenv('CHARTWIRE_KID')];
$claims = [
    'sub' => 'user-17',
    '${kind}s' => ['${name}'],
    'claims' => [${entries(claims, (claim, value) => `'${claim}' => '${value}'`)}],
    'iat' => time(),
    'exp' => time() + 900,
];
$signed = $base64url(json_encode($header)) . '.' . $base64url(json_encode($claims));
echo $signed . '.' . $base64url(hash_hmac('sha256', $signed, getenv('CHARTWIRE_SECRET'), true));`;

const go = ({ kind, name, claims }: SignedFor): string => `package main

import (
	"fmt"
	"os"
	"time"

	"github.com/golang-jwt/jwt"
)

func main() {
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"sub":    "user-17",
		"${kind}s": []string{"${name}"},
		"claims": map[string]any{${entries(claims, (claim, value) => `"${claim}": "${value}"`)}},
		"iat":    time.Now().Unix(),
		"exp":    time.Now().Add(15 * time.Minute).Unix(),
	})
	token.Header["kid"] = os.Getenv("CHARTWIRE_KID")
	signed, err := token.SignedString([]byte(os.Getenv("CHARTWIRE_SECRET")))
	if err != nil {
		panic(err)
	}
	fmt.Println(signed)
}`;

const java = ({ kind, name, claims }: SignedFor): string => `import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** With the JDK alone; jjwt, java-jwt and nimbus-jose-jwt make the same token. */
class ChartToken {
    static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static void main(String[] args) throws Exception {
        long now = Instant.now().getEpochSecond();
        String header = "{\\"alg\\":\\"HS256\\",\\"typ\\":\\"JWT\\",\\"kid\\":\\"%s\\"}".formatted(System.getenv("CHARTWIRE_KID"));
        String claims = """
            {"sub":"user-17","${kind}s":["${name}"],"claims":{${entries(claims, (claim, value) => `"${claim}":"${value}"`)}},"iat":%d,"exp":%d}""".formatted(now, now + 900);
        String signed = base64url(header.getBytes(StandardCharsets.UTF_8)) + "."
            + base64url(claims.getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(System.getenv("CHARTWIRE_SECRET").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        System.out.println(signed + "." + base64url(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    }
}`;

const WRITERS: Readonly<Record<Language, (signed: SignedFor) => string>> = { node, python, ruby, php, go, java };

/** A program that prints the token. Without claims, its object is an empty one. */
export const signingCode = (language: Language, signed: SignedFor): string =>
	WRITERS[language](signed).replaceAll('{  }', '{}');
