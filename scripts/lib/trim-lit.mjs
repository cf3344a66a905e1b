import { fillTemplate } from './fill-template.mjs';
import { trim } from './trim.mjs';

const html = trim('lit-html/lit-html.js', {
	version: '.push("3.3.3")',
	replaced: {
		// Strict pages take no markup as text, and allow nobody's policy: templates are made element by element.
		'i=t=>t,s=t.trustedTypes,e=s?s.createPolicy("lit-html",{createHTML:t=>t}):void 0,h="$lit$",': 'h="-lit",',
		'static createElement(t,i){const s=l.createElement("template");return s.innerHTML=t,s}': `static createElement(t){const s=l.createElement("template");return(${fillTemplate})(s.content,t),s}`,
		// Templates are of HTML; those of SVG and MathML have another type.
		'+(2===i?"</svg>":3===i?"</math>":"")': '',
		'if(this.el=S.createElement(f,e),P.currentNode=this.el.content,2===i||3===i){const t=this.el.content.firstChild;t.replaceWith(...t.childNodes)}for(':
			'this.el=S.createElement(f,e),P.currentNode=this.el.content;for(',
		// They are literals of this package, without comments, scripts or bindings as a tag's name or in place of an attribute.
		'if(!u(t)||!t.hasOwnProperty("raw"))throw Error("invalid template strings array");': '',
		'"!--"===u[1]?c=_:void 0!==u[1]?c=m:': '',
		'function V(t,i){return void 0!==e?e.createHTML(i):i}': '',
		'[V(t,l+(t[s]||"<?>")),e]': '[l+(t[s]||"<?>"),e]',
		':c===_||c===m?c=v:(': ':(',
		'else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t));': '',
		'(!--|\\/[^a-zA-Z])|(\\/?[a-zA-Z][^>\\s]*)|(\\/?$)': '\\/?[a-zA-Z][^>\\s]*',
		'void 0!==u[2]?(y.test(u[2])&&(n=RegExp("</"+u[2],"g")),c=p):void 0!==u[3]&&(c=p)': 'c=p',
		'c=n??v,d=-1': 'c=v,d=-1',
		'void 0===u[1]?d=-2:(': '(',
		'(c=p,n=void 0)': 'c=p',
		'let n,l=2===i?"<svg>":3===i?"<math>":"",c=v': 'let l="",c=v',
		'const x=c===p&&t[i+1].startsWith("/>")?" ":"";': '',
		'd>=0?(e.push(a),s.slice(0,d)+h+s.slice(d)+o+x):s+o+(-2===d?i:x)':
			'd>=0?(e.push(a),s.slice(0,d)+h+s.slice(d)+o):s+o',
		'y=/^(?:script|style|textarea|title)$/i,': '',
		'if(y.test(r.tagName)){const t=r.textContent.split(o),i=t.length-1;if(i>0){r.textContent=s?s.emptyScript:"";for(let s=0;s<i;s++)r.append(t[s],c()),P.nextNode(),d.push({type:2,index:++l});r.append(t[i],c())}}':
			'',
		'if(r.data===n)d.push({type:2,index:l});else{let t=-1;for(;-1!==(t=r.data.indexOf(o,t+1));)d.push({type:7,index:l}),t+=o.length-1}':
			'r.data===n&&d.push({type:2,index:l});',
		'let i;2===r.type?i=new k(h,h.nextSibling,this,t):1===r.type?i=new r.ctor(h,r.name,r.strings,this,t):6===r.type&&(i=new Z(h,this,t)),this._$AV.push(i)':
			'this._$AV.push(r.ctor?new r.ctor(h,r.name,r.strings,t):new k(h,h.nextSibling,t))',
		'd.push({type:1,index:l,': 'd.push({index:l,',
		'r.data===n&&d.push({type:2,index:l});': 'r.data===n&&d.push({index:l});',
		'void 0!==s&&(void 0!==s.strings?(': '(void 0!==s.strings?(',
		// No directives, and so nothing that is told when it is disconnected, and no part that asks for the one around it.
		'function M(t,i,s=t,e){if(i===E)return i;let h=void 0!==e?s._$Co?.[e]:s._$Cl;const o=a(i)?void 0:i._$litDirective$;return h?.constructor!==o&&(h?._$AO?.(!1),void 0===o?h=void 0:(h=new o(t),h._$AT(t,s,e)),void 0!==e?(s._$Co??=[])[e]=h:s._$Cl=h),void 0!==h&&(i=M(t,h._$AS(t,i.values),h,e)),i}':
			'',
		'const j={M:h,P:o,A:n,C:1,L:N,R,D:d,V:M,I:k,H,N:L,U:z,B:I,F:Z},B=t.litHtmlPolyfillSupport;B?.(S,k),(t.litHtmlVersions??=[]).push("3.3.3");':
			'',
		'j as _$LH,': '',
		't=M(this,t,i),a(t)?': 'a(t)?',
		't=M(this,t,i,0),o=': 'o=',
		'r=M(this,e[s+n],i,n),': 'r=e[s+n],',
		'(t=M(this,t,i,0)??A)': '(t??=A)',
		'get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t)': 'u(t)',
		'get _$AU(){return this._$AM?._$AU??this._$Cv}': '',
		'get parentNode(){let t=this._$AA.parentNode;const i=this._$AM;return void 0!==i&&11===t?.nodeType&&(t=i.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}':
			'',
		'get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}': '',
		'for(this._$AP?.(!1,!0,s);': 'for(;',
		'setConnected(t){void 0===this._$AM&&(this._$Cv=t,this._$AP?.(t))}': '',
		'class Z{constructor(t,i,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=i,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){M(this,t)}}':
			'',
		'constructor(t,i){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=i}':
			'constructor(t){this._$AV=[],this._$AD=t}',
		'new R(e,this)': 'new R(e)',
		'constructor(t,i,s,e){this.type=2,this._$AH=A,this._$AN=void 0,this._$AA=t,this._$AB=i,this._$AM=s,this.options=e,this._$Cv=e?.isConnected??!0}':
			'constructor(t,i,e){this._$AH=A,this._$AA=t,this._$AB=i,this.options=e}',
		'new k(this.O(c()),this.O(c()),this,this.options)': 'new k(this.O(c()),this.O(c()),this.options)',
		'constructor(t,i,s,e,h){this.type=1,this._$AH=A,this._$AN=void 0,this.element=t,this.name=i,this._$AM=e,this.options=h,':
			'constructor(t,i,s,h){this.element=t,this.name=i,this.options=h,',
		'constructor(){super(...arguments),this.type=3}': '',
		'constructor(){super(...arguments),this.type=4}': '',
		'constructor(t,i,s,e,h){super(t,i,s,e,h),this.type=5}_$AI(t,i=this){': '_$AI(t){',
		'_$AI(t,i=this,s,e){': '_$AI(t,i,s){',
		'_$AI(t,i=this){a(t)': '_$AI(t){a(t)',
		'o&&!e&&this.j(t)': 'o&&this.j(t)',
		'const s=i(t).nextSibling;i(t).remove(),t=s': 'const s=t.nextSibling;t.remove(),t=s',
		// What is no text, template or node is a list.
		'd(t)?this.k(t):this._(t)': 'this.k(t)',
		'd=t=>u(t)||"function"==typeof t?.[Symbol.iterator],': '',
		// Each root is rendered by its element alone, which has nothing in it before.
		'const e=s?.renderBefore??i;let h=e._$litPart$;if(void 0===h){const t=s?.renderBefore??null;e._$litPart$=h=new k(i.insertBefore(c(),t),t,void 0,s??{})}return h._$AI(t),h':
			'(i._$litPart$??=new k(i.appendChild(c()),null,s))._$AI(t)',
		// Nothing renders `noChange`.
		't!==this._$AH&&t!==E&&this._(t)': 't!==this._$AH&&this._(t)',
		'o=!a(t)||t!==this._$AH&&t!==E,': 'o=!a(t)||t!==this._$AH,',
		'r===E&&(r=this._$AH[n]),': '',
		// Templates are not compiled beforehand, and made for the page's own document.
		'e="number"==typeof s?this._$AC(t):(void 0===s.el&&(s.el=S.createElement(V(s.h,s.h[0]),this.options)),s);':
			'e=this._$AC(t);',
		'(t?.creationScope??l)': 'l',
		// Listeners are functions, without options.
		'if((t??=A)===E)return;const s=this._$AH,e=t===A&&s!==A||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,h=t!==A&&(s===A||e);':
			't??=A;const s=this._$AH,e=t===A&&s!==A,h=t!==A&&s===A;',
		'"function"==typeof this._$AH?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)':
			'this._$AH.call(this.options.host,t)',
	},
});

const reactive = trim('@lit/reactive-element/reactive-element.js', {
	version: '.push("2.1.2")',
	replaced: {
		',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2");': ';',
		'a=globalThis,c=a.trustedTypes,l=c?c.emptyScript:"",p=a.reactiveElementPolyfillSupport,': '',
		// No decorators, and no initializers.
		'Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;': '',
		'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}':
			'',
		'static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}': '',
		't.finalize(),void 0!==t.l&&(this.l=[...t.l]),': 't.finalize(),',
		',this.constructor.l?.forEach(t=>t(this))': '',
		'removeController(t){this._$EO?.delete(t)}': '',
		// Properties are texts, or true and false, with names that are texts, and no accessors of their own; none is a state
		// or has a default to go back to, and only texts are reflected.
		'u={toAttribute(t,s){switch(s){case Boolean:t=t?l:null;break;case Object:case Array:t=null==t?t:JSON.stringify(t)}return t},fromAttribute(t,s){let i=t;switch(s){case Boolean:i=null!==t;break;case Number:i=null===t?null:Number(t);break;case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}}return i}},':
			'',
		',b={attribute:!0,type:String,converter:u,reflect:!1,useDefault:!1,hasChanged:f};': ';',
		',u as defaultConverter': '',
		'static createProperty(t,s=b){if(s.state&&(s.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((s=Object.create(s)).wrapped=!0),this.elementProperties.set(t,s),!s.noAccessor){const i=Symbol(),h=this.getPropertyDescriptor(t,i,s);void 0!==h&&e(this.prototype,t,h)}}static getPropertyDescriptor(t,s,i){const{get:e,set:r}=h(this.prototype,t)??{get(){return this[s]},set(t){this[s]=t}};return{get:e,set(s){const h=e?.call(this);r?.call(this,s),this.requestUpdate(t,h,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??b}':
			'static createProperty(t,s){this.elementProperties.set(t,s);const i=Symbol();e(this.prototype,t,{get(){return this[i]},set(e){const h=this[i];this[i]=e,this.requestUpdate(t,h,s)},configurable:!0,enumerable:!0})}',
		's=[...r(t),...o(t)]': 's=r(t)',
		'"string"==typeof i?i:"string"==typeof t?t.toLowerCase():void 0': 'i??t.toLowerCase()',
		'const h=(void 0!==i.converter?.toAttribute?i.converter:u).toAttribute(s,i.type);this._$Em=t,null==h?this.removeAttribute(e):this.setAttribute(e,h),':
			'this._$Em=t,null==s?this.removeAttribute(e):this.setAttribute(e,s),',
		'attributeChangedCallback(t,s,i){this._$AK(t,i)}': '',
		'_$AK(t,s){const i': 'attributeChangedCallback(t,h,s){const i',
		'const t=i.getPropertyOptions(e),h="function"==typeof t.converter?{fromAttribute:t.converter}:void 0!==t.converter?.fromAttribute?t.converter:u;this._$Em=e;const r=h.fromAttribute(s,t.type);this[e]=r??this._$Ej?.get(e)??r,':
			'const t=i.elementProperties.get(e);this._$Em=e,this[e]=t.converter?t.converter(s):t.type?null!==s:s,',
		'requestUpdate(t,s,i,e=!1,h){if(void 0!==t){const r=this.constructor;if(!1===e&&(h=this[t]),i??=r.getPropertyOptions(t),!((i.hasChanged??f)(h,s)||i.useDefault&&i.reflect&&h===this._$Ej?.get(t)&&!this.hasAttribute(r._$Eu(t,i))))return;this.C(t,s,i)}':
			'requestUpdate(t,s,i){if(void 0!==t){if(!f(this[t],s))return;this.C(t,s,i)}',
		'{useDefault:i,reflect:e,wrapped:h},r){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,r??s??this[t]),!0!==h||void 0!==r)||(this._$AL.has(t)||(this.hasUpdated||i||(s=void 0),this._$AL.set(t,s)),':
			'{reflect:e}){(this._$AL.has(t)||(this.hasUpdated||(s=void 0),this._$AL.set(t,s)),',
		// Elements are rendered into open roots of their own, in one go, once they are connected; none holds a step back.
		'this._$Ep=void 0,this.isUpdatePending': 'this.isUpdatePending',
		'this._$Em=null,this._$Ev()}_$Ev(){': 'this._$Em=null,',
		'this.constructor.shadowRootOptions': '{mode:"open"}',
		'y.shadowRootOptions={mode:"open"},': '',
		'enableUpdating(t){}': '',
		'const t=this.scheduleUpdate();return null!=t&&await t,!': 'return this.performUpdate(),!',
		'scheduleUpdate(){return this.performUpdate()}': '',
		'if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(const[t,s]of this._$Ep)this[t]=s;this._$Ep=void 0}const t=this.constructor.elementProperties;if(t.size>0)for(const[s,i]of t){const{wrapped:t}=i,e=this[s];!0!==t||this._$AL.has(s)||void 0===e||this.C(s,void 0,i,e)}}let t=!1;const s=':
			'if(this._$Ep){for(const[t,s]of this._$Ep)this[t]=s;this._$Ep=void 0}const s=',
		't=this.shouldUpdate(s),t?(this.willUpdate(s),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(s)):this._$EM()}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(s)':
			'this.willUpdate(s),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(s)}catch(t){throw this._$EM(),t}this._$AE(s)',
		'{return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}':
			'{return this._$ES}',
		// Style sheets are given as a list.
		'if(Array.isArray(s)){const e=new Set(s.flat(1/0).reverse());for(const s of e)i.unshift(t(s))}else void 0!==s&&i.push(t(s));return i':
			'return s',
		'this.finalizeStyles(this.styles)': 'this.styles',
		'void 0!==e&&!0===i.reflect': 'true',
		'this._$Eh&&[...this._$Eh.keys()]': '[...this._$Eh.keys()]',
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
		'createRenderRoot(){const t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}': '',
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
	'entities in templates': /\bhtml`[^`]*&#?\w+;/,
	'elements without an end tag but input': /<(area|base|br|col|embed|hr|img|link|meta|source|track|wbr)[\s>]/,
	'a value in the text of a textarea': /<textarea((?!<\/textarea)[\s\S])*>\s*\$\{/,
	'values in place of attributes': /<[a-z][\w-]*(\s+[@.?\w-]+(=(""|\$\{[^}]*\}))?)*\s+\$\{/,
	'values in style sheets': /\bcss`[^`]*\$\{/,
	'a value right before the end of an empty tag': /=\$\{[^{}]*\}\/>/,
	'initializers, or controllers that are removed': /\b(addInitializer|removeController)\(/,
	'other steps of an update than willUpdate, render, firstUpdated and updated':
		/\b(shouldUpdate|scheduleUpdate|performUpdate|getUpdateComplete|enableUpdating|createRenderRoot|shadowRootOptions|renderOptions)\b/,
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
		if (/type: Boolean, reflect|reflect: true, type/.test(properties)) refuse('booleans that are reflected');
		const names = [...properties.matchAll(/(\w+): \{/g)].map(([, name]) => name);
		const accessor = names.find((name) => new RegExp(`^\\s*[gs]et ${name}\\(`, 'm').test(plain));
		if (accessor) refuse(`accessors of their own for a property, such as ${accessor}`);
		return null;
	},
};

/**
 * Parts of lit that no element of ours reaches: directives, other kinds of templates, server-side rendering, hooks for
 * polyfills and for other copies of lit, decorators, and browsers without adopted style sheets.
 */
export const trimLit = [guard, html, reactive, sheets, element];
