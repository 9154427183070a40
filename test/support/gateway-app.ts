import { Test } from '@nestjs/testing';
import type { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AddressInfo } from 'node:net';
import supertest from 'supertest';
import { AppConfig } from '../../src/config/app.config.js';
import { configureGateway, gatewayAdapter } from '../../src/gateway/create-gateway.js';
import { GatewayModule } from '../../src/gateway/gateway.module.js';
import type { TaskDto } from '../../src/gateway/task.dto.js';
import { configOf } from './test-redis.js';
import { eventually } from './eventually.js';

/** A gateway in this process, spoken to over real HTTP. */
export class GatewayApp {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly config: AppConfig,
  ) {}

  static async open(
    env: Record<string, string>,
    adapter: FastifyAdapter = gatewayAdapter(),
  ): Promise<GatewayApp> {
    const config = configOf(env);
    const module = await Test.createTestingModule({ imports: [GatewayModule] })
      .overrideProvider(AppConfig)
      .useValue(config)
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(adapter, {
      bodyParser: false,
    });
    configureGateway(app);
    await app.listen(0, '127.0.0.1');
    return new GatewayApp(app, config);
  }

  get url(): string {
    const { port } = this.app.getHttpServer().address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  get http() {
    return supertest(this.app.getHttpServer());
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** Submits a task and gives its id. */
  async submit(task: object): Promise<string> {
    const { body } = await this.http.post('/tasks').send(task).expect(202);
    return (body as { task_id: string }).task_id;
  }

  async task(id: string): Promise<TaskDto> {
    return (await this.http.get(`/tasks/${id}`).expect(200)).body as TaskDto;
  }

  /** Waits until the task fulfils a condition. */
  async until(id: string, what: string, holds: (task: TaskDto) => boolean): Promise<TaskDto> {
    let last: TaskDto | undefined;
    try {
      return await eventually(`${what} of task ${id}`, async () => {
        last = await this.task(id);
        return holds(last) ? last : null;
      });
    } catch (error) {
      throw new Error(`The task is ${JSON.stringify(last)}`, { cause: error });
    }
  }

  status(id: string, status: TaskDto['status']): Promise<TaskDto> {
    return this.until(id, status, (task) => task.status === status);
  }
}
