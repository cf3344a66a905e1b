import { trim } from './trim.mjs';

const html = trim('lit-html/lit-html.js', {
	version: '.push("3.3.3")',
	replaced: {
		// Signs for other copies of lit, and hooks for polyfills.
		',B=t.litHtmlPolyfillSupport;B?.(S,k),(t.litHtmlVersions??=[]).push("3.3.3");': ';',
		// Templates are of HTML; those of SVG and MathML have another type.
		'l=2===i?"<svg>":3===i?"<math>":"",c=v': 'l="",c=v',
		'+(2===i?"</svg>":3===i?"</math>":"")': '',
		'if(this.el=S.createElement(f,e),P.currentNode=this.el.content,2===i||3===i){const t=this.el.content.firstChild;t.replaceWith(...t.childNodes)}for(':
			'this.el=S.createElement(f,e),P.currentNode=this.el.content;for(',
		// They are literals of this package, without comments, scripts or bindings as a tag's name or in place of an attribute.
		'if(!u(t)||!t.hasOwnProperty("raw"))throw Error("invalid template strings array");': '',
		'"!--"===u[1]?c=_:void 0!==u[1]?c=m:': '',
		':c===_||c===m?c=v:(': ':(',
		'else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t));': '',
		'if(y.test(r.tagName)){const t=r.textContent.split(o),i=t.length-1;if(i>0){r.textContent=s?s.emptyScript:"";for(let s=0;s<i;s++)r.append(t[s],c()),P.nextNode(),d.push({type:2,index:++l});r.append(t[i],c())}}':
			'',
		'if(r.data===n)d.push({type:2,index:l});else{let t=-1;for(;-1!==(t=r.data.indexOf(o,t+1));)d.push({type:7,index:l}),t+=o.length-1}':
			'r.data===n&&d.push({type:2,index:l});',
		'let i;2===r.type?i=new k(h,h.nextSibling,this,t):1===r.type?i=new r.ctor(h,r.name,r.strings,this,t):6===r.type&&(i=new Z(h,this,t)),this._$AV.push(i)':
			'this._$AV.push(2===r.type?new k(h,h.nextSibling,this,t):new r.ctor(h,r.name,r.strings,this,t))',
		// No directives, and so nothing that is told when it is disconnected.
		'if(i===E)return i;let h=void 0!==e?s._$Co?.[e]:s._$Cl;const o=a(i)?void 0:i._$litDirective$;return h?.constructor!==o&&(h?._$AO?.(!1),void 0===o?h=void 0:(h=new o(t),h._$AT(t,s,e)),void 0!==e?(s._$Co??=[])[e]=h:s._$Cl=h),void 0!==h&&(i=M(t,h._$AS(t,i.values),h,e)),i':
			'return i',
		'get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t)': 'u(t)',
		'get _$AU(){return this._$AM?._$AU??this._$Cv}': '',
		'get parentNode(){let t=this._$AA.parentNode;const i=this._$AM;return void 0!==i&&11===t?.nodeType&&(t=i.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}':
			'',
		'get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}': '',
		'for(this._$AP?.(!1,!0,s);': 'for(;',
		'setConnected(t){void 0===this._$AM&&(this._$Cv=t,this._$AP?.(t))}': '',
		',this._$Cv=e?.isConnected??!0}': '}',
		// Nothing renders `noChange`.
		't!==this._$AH&&t!==E&&this._(t)': 't!==this._$AH&&this._(t)',
		'o=!a(t)||t!==this._$AH&&t!==E,': 'o=!a(t)||t!==this._$AH,',
		'r===E&&(r=this._$AH[n]),': '',
		// Templates are not compiled beforehand, and made for the page's own document.
		'e="number"==typeof s?this._$AC(t):(void 0===s.el&&(s.el=S.createElement(V(s.h,s.h[0]),this.options)),s);':
			'e=this._$AC(t);',
		'(t?.creationScope??l)': 'l',
		// Listeners are functions, without options.
		'if((t=M(this,t,i,0)??A)===E)return;': 't??=A;',
		',e=t===A&&s!==A||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,': ',e=t===A&&s!==A,',
		'"function"==typeof this._$AH?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)':
			'this._$AH.call(this.options.host,t)',
	},
});

const reactive = trim('@lit/reactive-element/reactive-element.js', {
	version: '.push("2.1.2")',
	replaced: {
		',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2");': ';',
		'p=a.reactiveElementPolyfillSupport,': '',
		// No decorators, and no initializers.
		'Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;': '',
		'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}':
			'',
		'static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}': '',
		't.finalize(),void 0!==t.l&&(this.l=[...t.l]),': 't.finalize(),',
		',this.constructor.l?.forEach(t=>t(this))': '',
		'removeController(t){this._$EO?.delete(t)}': '',
		// Properties are texts, or true and false, with names that are texts; none is a state or has a default to go back to.
		'case Object:case Array:t=null==t?t:JSON.stringify(t)': '',
		'case Number:i=null===t?null:Number(t);break;case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}': '',
		'if(s.state&&(s.attribute=!1),this._$Ei(),': 'if(this._$Ei(),',
		's=[...r(t),...o(t)]': 's=r(t)',
		'!((i.hasChanged??f)(h,s)||i.useDefault&&i.reflect&&h===this._$Ej?.get(t)&&!this.hasAttribute(r._$Eu(t,i)))':
			'!f(h,s)',
		'{useDefault:i,reflect:e,wrapped:h},r){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,r??s??this[t]),!0!==h||void 0!==r)||(this._$AL.has(t)||(this.hasUpdated||i||(s=void 0),this._$AL.set(t,s)),':
			'{reflect:e}){(this._$AL.has(t)||(this.hasUpdated||(s=void 0),this._$AL.set(t,s)),',
		'this[e]=r??this._$Ej?.get(e)??r,': 'this[e]=r,',
		'!s.noAccessor': '!0',
		'(void 0!==i.converter?.toAttribute?i.converter:u)': 'u',
		'"function"==typeof t.converter?{fromAttribute:t.converter}:void 0!==t.converter?.fromAttribute?t.converter:u':
			't.converter?{fromAttribute:t.converter}:u',
		// Style sheets are given as a list.
		'if(Array.isArray(s)){const e=new Set(s.flat(1/0).reverse());for(const s of e)i.unshift(t(s))}else void 0!==s&&i.push(t(s));return i':
			'return s',
	},
});

const sheets = trim('@lit/reactive-element/css-tag.js', {
	version: 'Copyright 2019',
	replaced: {
		// Every browser that knows container queries and private fields adopts style sheets; sheets have no values in them.
		'e=t.ShadowRoot&&(void 0===t.ShadyCSS||t.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype':
			'e=!0',
		'if(this._$cssResult$=!0,o!==s)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e':
			'this.cssText=t',
		'let t=this.o;const s=this.t;if(e&&void 0===t){const e=void 0!==s&&1===s.length;e&&(t=o.get(s)),void 0===t&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),e&&o.set(s,t))}return t':
			'let t=this.o;return t||(this.o=t=new CSSStyleSheet).replaceSync(this.cssText),t',
		'toString(){return this.cssText}': '',
		'const o=1===t.length?t[0]:e.reduce((e,s,o)=>e+(t=>{if(!0===t._$cssResult$)return t.cssText;if("number"==typeof t)return t;throw Error("Value passed to \'css\' function must be a \'css\' function result: "+t+". Use \'unsafeCSS\' to pass non-literal values, but take care to ensure page security.")})(s)+t[o+1],t[0]);return new n(o,t,s)':
			'return new n(t[0])',
		'o.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet)': 'o.map(t=>t.styleSheet)',
	},
});

const element = trim('lit-element/lit-element.js', {
	version: '.push("4.2.2")',
	replaced: {
		'i._$litElement$=!0,i["finalized"]=!0,s.litElementHydrateSupport?.({LitElement:i});const o=s.litElementPolyfillSupport;o?.({LitElement:i});':
			'i.finalized=!0;',
		'(s.litElementVersions??=[]).push("4.2.2");': '',
		// Without directives, no part of a template asks whether it is connected.
		',this._$Do=void 0}': '}',
		'this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),': '',
		'this._$Do=e(': 'e(',
		'connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return r}':
			'',
	},
});

const PROPERTIES = /static properties = \{([\s\S]*?)\n {4}\};/;
const PLAIN_PROPERTIES =
	/^(\s*\w+: \{( (attribute: (false|'[\w-]+')|converter: \w+|reflect: true|type: Boolean),?)* ?\},?)*\s*$/;

/** What our templates and elements must not hold, since what it needs is trimmed. */
const FORBIDDEN = {
	'directives, static templates or decorators': /from\s*['"]lit(-html)?\//,
	'`noChange`, `svg`, `mathml` or `unsafeCSS`':
		/import\s*{[^}]*\b(noChange|svg|mathml|unsafeCSS)\b[^}]*}\s*from\s*['"]lit['"]/,
	'comments, scripts, styles or titles in templates': /<(!--|(script|style|title)[\s>])/,
	'a value in the text of a textarea': /<textarea((?!<\/textarea)[\s\S])*>\s*\$\{/,
	'values in place of attributes': /<[a-z][\w-]*(\s+[@.?\w-]+(=(""|\$\{[^}]*\}))?)*\s+\$\{/,
	'values in style sheets': /\bcss`[^`]*\$\{/,
	'initializers, or controllers that are removed': /\b(addInitializer|removeController)\(/,
};

const guard = {
	name: 'trim lit: what must not be used',
	transform(code, id) {
		// Families have no templates, but pictures with titles.
		if (!id.includes('/widget/') || id.includes('/widget/families/')) return null;
		const refuse = (what) => this.error(`trim-lit.mjs counts on elements that do without ${what}`);
		const plain = code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').replace(/="[^"]*"/g, '=""');
		for (const [what, pattern] of Object.entries(FORBIDDEN)) if (pattern.test(plain)) refuse(what);
		const properties = /static properties\b/.test(plain) ? (PROPERTIES.exec(plain)?.[1] ?? '?') : '';
		if (!PLAIN_PROPERTIES.test(properties)) refuse('other properties than texts and booleans');
		return null;
	},
};

/**
 * Parts of lit that no element of ours reaches: directives, other kinds of templates, server-side rendering, hooks for
 * polyfills and for other copies of lit, decorators, and browsers without adopted style sheets.
 */
export const trimLit = [guard, html, reactive, sheets, element];
