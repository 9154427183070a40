import * as openapi from "@nestjs/swagger";
/** A model, which to OpenClaw is an agent. */
export class ModelDto {
    /** @example "openclaw/main" */
    id;
    /** What kind of object it is. */
    object;
    /** Not known: 0. */
    created;
    /** Whose it is. */
    owned_by;
    static _OPENAPI_METADATA_FACTORY() {
        return { id: { required: true, type: () => String, example: "openclaw/main" }, object: { required: true, description: "What kind of object it is.", enum: ["model"] }, created: { required: true, type: () => Number, description: "Not known: 0." }, owned_by: { required: true, description: "Whose it is.", enum: ["openclaw"] } };
    }
}
/** The models there are. */
export class ModelListDto {
    /** What kind of object it is. */
    object;
    /** The models. */
    data;
    static _OPENAPI_METADATA_FACTORY() {
        return { object: { required: true, description: "What kind of object it is.", enum: ["list"] }, data: { required: true, type: () => [ModelDto], description: "The models." } };
    }
}
//# sourceMappingURL=model.dto.js.map