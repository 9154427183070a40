import { render } from 'preact';
import type { TaskDto } from '../gateway/task.dto.js';

const first: Pick<TaskDto, 'task_id'> = { task_id: 'x' };
const root = document.getElementById('app');
if (root) render(<h1>OpenClaw V2 {first.task_id}</h1>, root);
