/** Functions that analysts call, of every database of an engine; those of the source itself come with its schema. */
import type { Engine } from '../pure/sql-tokens.ts';

const SHARED =
	'abs avg ceil coalesce concat count cume_dist dense_rank exp extract first_value floor greatest lag last_value lead least left length ln lower lpad ltrim max min mod nth_value ntile nullif percent_rank power rank repeat replace right round row_number rpad rtrim sign sqrt substring sum trim upper';
const POSTGRES =
	'age array_agg array_length bool_and bool_or char_length corr cbrt date_bin date_part date_trunc every format generate_series initcap jsonb_agg jsonb_array_elements jsonb_build_object jsonb_each jsonb_object_agg jsonb_path_query json_agg json_build_object make_date make_interval make_timestamptz mode now percentile_cont percentile_disc position random regexp_match regexp_matches regexp_replace regexp_split_to_table regr_intercept regr_r2 regr_slope split_part stddev stddev_pop stddev_samp string_agg string_to_array strpos to_char to_date to_number to_timestamp trunc unnest variance var_pop width_bucket';
const MYSQL =
	'adddate any_value concat_ws convert convert_tz curdate date date_add date_format date_sub datediff day dayname dayofweek dayofyear find_in_set from_unixtime group_concat hour if ifnull instr isnull json_arrayagg json_extract json_object json_objectagg json_table json_unquote last_day locate makedate minute month now quarter rand regexp_like regexp_replace regexp_substr second stddev stddev_pop stddev_samp str_to_date substring_index time timestampdiff truncate unix_timestamp utc_timestamp var_pop variance week weekday year yearweek';

const lists: Readonly<Record<Engine, readonly string[]>> = {
	postgresql: `${SHARED} ${POSTGRES}`.split(' '),
	mysql: `${SHARED} ${MYSQL}`.split(' '),
};

export const functionsOf = (engine: Engine): readonly string[] => lists[engine];
