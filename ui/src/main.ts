import './tokens.css';
import './base.css';

import { mount } from 'svelte';

import App from './App.svelte';
import { start } from './lib/shown.svelte';

const target = document.getElementById('app');
if (target) {
  mount(App, { target });
  void start();
}
