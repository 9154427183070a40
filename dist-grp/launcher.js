import { boot } from './process/boot.js';
const mode = process.argv[2];
switch (mode) {
    case undefined: {
        const { launch } = await import('./launcher/launch.js');
        await launch();
        break;
    }
    case 'gateway': {
        const { createGateway } = await import('./gateway/create-gateway.js');
        await boot(createGateway);
        break;
    }
    case 'worker': {
        const { createWorker } = await import('./worker/create-worker.js');
        await boot(createWorker);
        break;
    }
    default:
        console.error(`There is no mode "${mode}". Say one of: npm start | npm start gateway | npm start worker`);
        process.exit(1);
}
//# sourceMappingURL=launcher.js.map