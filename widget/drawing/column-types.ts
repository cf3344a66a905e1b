import type { ColumnType } from '../protocol.ts';

const TIMES: readonly ColumnType[] = ['date', 'timestamp', 'timestamptz'];
const NUMBERS: readonly ColumnType[] = ['number', 'decimal'];

export const isTime = (type: ColumnType): boolean => TIMES.includes(type);
export const isNumber = (type: ColumnType): boolean => NUMBERS.includes(type);
