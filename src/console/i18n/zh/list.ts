import type { list as english } from '../en/list.ts';
import type { InAnyLanguage } from '../in-any-language.ts';

/** What the console says of the list of tasks, in Chinese. */
export const list: InAnyLanguage<typeof english> = {
  status: {
    pending: '等待中',
    running: '运行中',
    completed: '已完成',
    failed: '失败',
    cancelled: '已取消',
    cancelling: '正在取消…',
    not_begun: '未开始',
  },
  list: {
    label: '任务列表',
    title: '任务',
    filterStatus: '按状态筛选',
    all: '全部',
    agent: 'Agent',
    session: '会话',
    anyAgent: '所有 Agent',
    anySession: '所有会话',
    search: '按 ID 搜索',
    searchHint: '任务 ID 或其中一部分',
    clear: '清除筛选',
    more: '加载更多',
    loading: '正在加载任务…',
    shown: (n) => `显示 ${n.toLocaleString('zh-CN')} 个任务`,
    none: '还没有任务',
    noneText: '提交的任务会显示在这里，最新的在最前面。',
    noneMatch: '没有符合条件的任务。',
    noneMatchMore: '已加载的任务中没有符合条件的，可以继续加载更早的任务。',
    failed: '任务列表加载失败。',
    again: '重试',
    priority: (n) => `优先级 ${n}`,
    attempt: (n) => `第 ${n} 次运行`,
  },
  waiting: {
    run_at: '等待指定时间',
    retry: '等待下次尝试',
    v1: '等待 OpenClaw',
    worker: '等待空闲的 worker',
    rejoin: '等待 worker 接管仍在进行的运行',
    session: '等待同一会话中的任务',
    other: (reason) => `等待：${reason}`,
  },
};
