import { startSentinel } from '../support/redis-topologies.ts';
import { contractOn, failoverOn } from './on-redis.ts';

contractOn('redis behind sentinel', startSentinel);
failoverOn('Sentinel', startSentinel);
