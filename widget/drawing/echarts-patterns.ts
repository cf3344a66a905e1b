import { AriaComponent } from 'echarts/components';
import { use } from 'echarts/core';

/** What draws patterns over the colours of ECharts: only for pages on which the system's few colours are in force. */
use([AriaComponent]);
