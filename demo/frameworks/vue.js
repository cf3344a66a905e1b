import { createApp } from 'vue';
import Sales from './sales.vue';

const place = document.querySelector('#app');
createApp(Sales, { token: place.dataset.token }).mount(place);
