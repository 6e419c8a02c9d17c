package io.contrailkube.core.kind.ingress;

import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.workload.Scene;
import java.util.List;

/** Whether an ingress is ours to serve (spec 02 sections 7.1 and 11.2), and what its owner should know of that. */
record Ownership(Verdict verdict, List<Problem> problems) {
    /** The class that is ours without any class object. */
    private static final String OUR_CLASS = "opencontrail";

    enum Verdict {
        OURS,
        FOREIGN,
        /** It names a class, and the classes are not known yet. */
        UNKNOWN
    }

    static Ownership of(IngressFact ingress, Scene scene) {
        String annotation = ingress.annotations().get(IngressAnnotations.CLASS);
        if (annotation == null) {
            return new Ownership(ofField(ingress, scene), List.of());
        }
        Verdict verdict = annotation.equals(OUR_CLASS) ? Verdict.OURS : Verdict.FOREIGN;
        return new Ownership(verdict, contradiction(ingress, verdict, scene));
    }

    private static Verdict ofField(IngressFact ingress, Scene scene) {
        String name = ingress.className();
        var settings = scene.names().settings().workloads().ingresses();
        if (name.isEmpty()) {
            return settings.claimClassless() ? Verdict.OURS : Verdict.FOREIGN;
        }
        if (name.equals(OUR_CLASS)) {
            return Verdict.OURS;
        }
        return scene.ingressClasses()
                .map(controllers ->
                        settings.controllerName().equals(controllers.get(name)) ? Verdict.OURS : Verdict.FOREIGN)
                .orElse(Verdict.UNKNOWN);
    }

    private static List<Problem> contradiction(IngressFact ingress, Verdict verdict, Scene scene) {
        if (ingress.className().isEmpty()) {
            return List.of();
        }
        Verdict ofField = ofField(ingress, scene);
        return ofField == verdict || ofField == Verdict.UNKNOWN
                ? List.of()
                : List.of(Problem.warning(
                        "FieldIgnored",
                        "spec.ingressClassName '" + ingress.className() + "' has no effect here: annotation "
                                + IngressAnnotations.CLASS + " decides that the ingress is "
                                + (verdict == Verdict.OURS ? "served by Contrail" : "left to another controller")
                                + "; remove one of the two"));
    }
}
