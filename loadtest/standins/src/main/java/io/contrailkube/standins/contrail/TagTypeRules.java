package io.contrailkube.standins.contrail;

/** tag-type made by a client: numbered like those that come with a tag (API-137). */
final class TagTypeRules implements TypeRules {
    private static final String ID = "tag_type_id";

    private final World world;

    TagTypeRules(World world) {
        this.world = world;
    }

    static int id(ConfigObject type) {
        return Integer.parseInt(type.text(ID).substring(2), 16);
    }

    @Override
    public void create(Draft draft) {
        if (draft.sets(ID)) {
            throw ApiError.badRequest("Tag Type ID is not setable");
        }
        Numbers ids = world.allocations().tagTypes;
        int id = ids.take();
        draft.onFailure(() -> ids.free(id));
        draft.set(ID, Json.text(String.format("0x%04x", id)));
    }

    @Override
    public void update(Draft draft) {
        if (draft.sets("display_name") || draft.sets(ID)) {
            throw ApiError.badRequest("Tag Type value or ID cannot be updated");
        }
    }

    @Override
    public void deleted(ConfigObject object) {
        world.allocations().tagTypes.free(id(object));
    }
}
