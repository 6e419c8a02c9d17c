package io.contrailkube.core.kind.address;

import io.contrailkube.core.config.LiteralDict;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.workload.Scene;
import io.contrailkube.core.workload.Sight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The floating-ip pool that addresses are taken from: the first that exists of those named by the object's annotation, by
 * that of its namespace and by the configuration (spec 02 section 5.4).
 *
 * @param pool null if there is none
 * @param waitsFor a pool that has to be looked up before anything is decided; empty if all is known
 */
record PoolChoice(@Nullable Actual pool, String waitsFor, List<Problem> problems) {
    private static final List<String> KEYS = List.of("domain", "project", "network", "name");
    private static final String REMEDY =
            "write it as {\"domain\":\"...\",\"project\":\"...\",\"network\":\"...\"," + "\"name\":\"...\"}";

    static PoolChoice of(PublicAddresses.Request request, Scene scene) {
        var problems = new ArrayList<Problem>();
        Map<String, FqName> named = candidates(request, scene, problems);
        for (Map.Entry<String, FqName> candidate : named.entrySet()) {
            FqName name = candidate.getValue();
            Sight<Actual> sight =
                    scene.inContrail(new Question.Named(new ObjectKey(ContrailTypes.FLOATING_IP_POOL, name)));
            if (sight instanceof Sight.Unknown) {
                return new PoolChoice(null, "floating-ip pool " + name, problems);
            }
            if (sight instanceof Sight.Found<Actual> found) {
                return new PoolChoice(found.value(), "", problems);
            }
            problems.add(Problem.warning(
                    "FipPoolNotFound",
                    "floating-ip pool " + name + ", named by " + candidate.getKey()
                            + ", does not exist in Contrail: create it or name another"));
        }
        if (named.isEmpty() && request.wish().required()) {
            problems.add(Problem.warning(
                    "FipPoolNotFound",
                    "there is no public address because no floating-ip pool is named: annotate the object or its "
                            + "namespace with " + PublicAddresses.POOL_ANNOTATION
                            + ", or set the option public_fip_pool"));
        }
        return new PoolChoice(null, "", problems);
    }

    private static Map<String, FqName> candidates(
            PublicAddresses.Request request, Scene scene, List<Problem> problems) {
        var named = new LinkedHashMap<String, FqName>();
        String text = request.poolAnnotation();
        if (text != null) {
            try {
                Map<String, String> parts = LiteralDict.parse(text, KEYS);
                named.put(
                        "annotation " + PublicAddresses.POOL_ANNOTATION,
                        new FqName(KEYS.stream()
                                .map(key -> parts.getOrDefault(key, ""))
                                .toList()));
            } catch (IllegalArgumentException e) {
                problems.add(Problem.warning(
                        "InvalidAnnotation",
                        "annotation " + PublicAddresses.POOL_ANNOTATION + " is treated as not set: " + e.getMessage()
                                + "; " + REMEDY));
            }
        }
        add(
                named,
                "annotation " + PublicAddresses.POOL_ANNOTATION + " of the namespace",
                scene.settings().fipPool());
        add(named, "option public_fip_pool", scene.names().settings().features().publicFipPool());
        return named;
    }

    private static void add(Map<String, FqName> named, String source, @Nullable FqName pool) {
        if (pool != null && !named.containsValue(pool)) {
            named.put(source, pool);
        }
    }
}
