package io.contrailkube.standins.contrail;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** project: its own application policy set (API-110, API-55). */
final class ProjectRules implements TypeRules {
    private static final String SET = "default-application-policy-set";
    private static final String FIELD = "application_policy_set_refs";

    private final World world;
    private final Making making;

    ProjectRules(World world, Making making) {
        this.world = world;
        this.making = making;
    }

    @Override
    public void created(ConfigObject object) {
        making.automatic(
                world.type("application-policy-set"), object, SET, Json.object().put("all_applications", true));
        link(object);
    }

    /** Sets the project's ref to its set; done again by every read of a project, which is a write upstream. */
    void link(ConfigObject project) {
        ConfigObject set = set(project);
        if (set == null) {
            return;
        }
        Map<String, Ref> refs = new LinkedHashMap<>(project.refs(FIELD));
        refs.putIfAbsent(set.uuid(), Ref.to(set.uuid()));
        Draft draft = Draft.of(project, Json.object());
        draft.setRefs(FIELD, refs);
        making.apply(draft, project);
    }

    private @Nullable ConfigObject set(ConfigObject project) {
        return world.find("application-policy-set", Names.child(project.fqName(), SET));
    }

    @Override
    public void deleted(ConfigObject object) {
        ConfigObject set = set(object);
        if (set != null) {
            world.store().remove(set);
        }
    }
}
