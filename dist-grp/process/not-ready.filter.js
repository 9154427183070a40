var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Catch, ServiceUnavailableException, } from '@nestjs/common';
/** Answers a probe with Terminus' own account of what is down, in every mode. */
let NotReadyFilter = class NotReadyFilter {
    catch(exception, host) {
        const reply = host.switchToHttp().getResponse();
        void reply.status(exception.getStatus()).send(exception.getResponse());
    }
};
NotReadyFilter = __decorate([
    Catch(ServiceUnavailableException)
], NotReadyFilter);
export { NotReadyFilter };
//# sourceMappingURL=not-ready.filter.js.map