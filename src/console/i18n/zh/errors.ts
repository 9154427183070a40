import type { errors as english } from '../en/errors.ts';
import type { InAnyLanguage } from '../in-any-language.ts';

/** What the console says of what can go wrong, in Chinese. */
export const errors: InAnyLanguage<typeof english> = {
  taskErrors: {
    v1_unavailable:
      'OpenClaw 暂时无法接收任务：连接不上，或正忙。本次运行并未开始，稍后会自动重试。',
    v1_misconfigured:
      'V2 与 OpenClaw 的配置不匹配：V1_URL、V1_TOKEN 或 OpenClaw 自身的配置有误。本次运行并未开始，修正后会自动继续。',
    v1_refused:
      'OpenClaw 拒绝了这个请求，或其模型服务商拒绝了 OpenClaw。需先排除原因，重试才有用。',
    v1_error: 'OpenClaw 在运行过程中报告了错误。重试之前，请先确认它已经做了哪些操作。',
    outcome_unknown:
      '无法得知运行的结果：连接中断，或 worker 意外退出。操作可能已经生效，重试之前请先在 OpenClaw 中确认。',
    timeout: '运行超出了时间限制，或 OpenClaw 长时间没有响应。',
    result_too_large: '输出超过了可保存的大小，仅显示已保存的部分。',
    worker_stopped: 'worker 在运行结束前被关闭。操作可能已经生效，重试之前请先在 OpenClaw 中确认。',
    expired: '任务未能在规定时间内开始运行。',
  },
  taskErrorsShort: {
    v1_unavailable: 'OpenClaw 不可用或正忙',
    v1_misconfigured: '与 OpenClaw 的配置不匹配',
    v1_refused: '被 OpenClaw 拒绝',
    v1_error: '运行出错',
    outcome_unknown: '结果未知',
    timeout: '运行超时',
    result_too_large: '输出过大',
    worker_stopped: 'worker 被关闭',
    expired: '等待超时',
  },
  taskErrorLast: '上一次尝试的结果',
  taskErrorWhy: '失败原因',
  taskErrorOther: (code) => `任务失败：${code}。`,
  v1Status: (status) => `HTTP ${status}`,
  problems: {
    validation_failed: '有些内容填写有误。',
    malformed_body: '网关无法解析这个请求。',
    malformed_request: '网关无法解析这个请求。',
    unauthorized: '网关需要密钥。',
    cross_origin: '请求来自其他站点，已被网关拒绝。',
    task_not_found: '找不到这个任务，它可能已被删除或已过保留期限。',
    route_not_found: '网关不支持这个接口，版本可能较旧。',
    method_not_allowed: '网关不支持这个接口，版本可能较旧。',
    not_acceptable: '网关无法以所需的格式应答。',
    request_timeout: '请求传输超时。',
    task_conflict: '任务状态已发生变化，无法再执行此操作。',
    content_too_large: '内容过大。',
    unsupported_media_type: '网关无法解析这个请求。',
    host_not_allowed: '网关不接受当前的主机名，请将其加入 ALLOWED_HOSTS。',
    idempotency_key_reused: '此前已用同一标识提交过不同的内容，请再提交一次。',
    queue_full: '等待中的任务已达上限，请稍后再试。',
    too_many_waiters: '网关上等待中的请求过多。',
    headers_too_large: '网关无法解析这个请求：请求头过大。',
    internal_error: '网关内部出错。',
    store_unavailable: '任务存储（Redis）暂时没有响应。',
  },
  problemOther: (status) => `网关返回了错误（HTTP ${status}）。`,
  problemRetryAfter: (seconds) => `请在 ${seconds} 秒后重试。`,
  problemLog: (id) => `网关日志编号：${id}`,
  noConnection: '网关没有响应。',
  unexpected: '控制台出现了内部错误。',
};
