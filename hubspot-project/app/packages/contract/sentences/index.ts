export { sayIn } from './say-in.ts';
export { sayInCard } from './say-in-card.ts';
