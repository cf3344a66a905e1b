import { startSentinel } from '../support/redis-topologies.ts';
import { contractOn, failoverOn, once } from './on-redis.ts';

const sentinel = once(startSentinel);

contractOn('redis behind sentinel', sentinel);
failoverOn('Sentinel', sentinel);
