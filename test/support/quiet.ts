import { Logger } from '@nestjs/common';

// Failures speak through assertions; a test that is about a log line listens to it itself.
Logger.overrideLogger(false);
