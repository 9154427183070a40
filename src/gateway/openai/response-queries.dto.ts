import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { Only } from './only.js';

const FLAGS: Readonly<Record<string, boolean>> = { true: true, false: false };

/** How to get a response. */
export class GetResponseQueryDto {
  /** Answer with its events instead of with it as it is. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => FLAGS[String(value)] ?? value)
  @IsBoolean()
  @ApiPropertyOptional({ type: 'boolean' })
  stream?: boolean;

  /** Only the events after the one with this `sequence_number`. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    /^\d+$/.test(String(value)) ? Number(value) : value,
  )
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  starting_after?: number;

  /** Events are as long as what they say. */
  @IsOptional()
  @Only(['false'], 'events are as long as what they say')
  include_obfuscation?: string;
}
