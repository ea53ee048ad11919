export { showSetup } from './show-setup.ts';
