import { mount } from 'svelte';
import Sales from './sales.svelte';

const target = document.querySelector('#app');
mount(Sales, { target, props: { token: target.dataset.token } });
