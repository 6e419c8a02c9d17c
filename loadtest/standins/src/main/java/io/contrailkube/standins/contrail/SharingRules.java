package io.contrailkube.standins.contrail;

/** domain and service-template: shared with their domain from the start (API-21). */
final class SharingRules implements TypeRules {
    private static final int TEMPLATE = 5;
    private static final int DOMAIN = 6;

    @Override
    public void create(Draft draft) {
        ConfigObject parent = draft.identity().parent();
        if (draft.type().name().equals("domain")) {
            share(draft, draft.uuid(), DOMAIN);
        } else if (parent != null) {
            share(draft, parent.uuid(), TEMPLATE);
        }
    }

    private static void share(Draft draft, String domain, int access) {
        draft.set("perms2", Perms.shared(draft.property("perms2"), "domain:" + domain, access));
    }
}
