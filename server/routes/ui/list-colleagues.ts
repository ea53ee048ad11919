import { ListColleaguesRequest } from '#contract';
import { listColleagues } from '../../../src/shares/index.ts';
import { defineRoute } from './define-route.ts';

export const listColleaguesRoute = defineRoute({ name: 'list-colleagues', request: ListColleaguesRequest, handle: listColleagues });
