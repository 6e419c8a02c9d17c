package io.contrailkube.core.registry;

import static io.contrailkube.core.testing.Given.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.attachment.AttachmentKind;
import io.contrailkube.core.kind.endpoints.EndpointsKind;
import io.contrailkube.core.kind.ingress.IngressClassKind;
import io.contrailkube.core.kind.ingress.IngressKind;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.kind.networkpolicy.NetworkPolicyKind;
import io.contrailkube.core.kind.pod.PodKind;
import io.contrailkube.core.kind.service.ServiceKind;
import io.contrailkube.core.testing.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EveryKindTest {
    private static final String NAMESPACE =
            "{metadata: {name: 'shop', uid: 'ns-uid', labels: {team: 'net'}, annotations: {'opencontrail.org/isolation': 'true'}},"
                    + "spec: {finalizers: ['kubernetes']}, status: {phase: 'Active'}}";

    private static final List<JsonNode> ODD = Stream.of(
                    "null",
                    "true",
                    "7",
                    "-99999999999",
                    "'odd'",
                    "''",
                    "[]",
                    "{}",
                    "[null, 7, 'odd', [], {}]",
                    "{odd: {}}")
            .map(text -> json(text))
            .toList();

    record Case(KubeKind kind, String object) {
        @Override
        public String toString() {
            return kind.name();
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case(new NamespaceKind(), NAMESPACE),
                new Case(new PodKind(), Served.POD_1_33),
                new Case(new PodKind(), Served.POD_1_20),
                new Case(new ServiceKind(), Served.SERVICE_1_33),
                new Case(new ServiceKind(), Served.SERVICE_1_20),
                new Case(new EndpointsKind(), Served.SLICE_1_33),
                new Case(new EndpointsKind(), Served.ENDPOINTS_1_20),
                new Case(new IngressKind(), Served.INGRESS_1_33),
                new Case(new IngressKind(), Served.INGRESS_1_20),
                new Case(new IngressClassKind(), Served.INGRESS_CLASS_1_33),
                new Case(new AttachmentKind(), Served.ATTACHMENT),
                new Case(new NetworkPolicyKind(), Served.NETWORK_POLICY));
    }

    /** As the serialisers of messages between nodes are set up. */
    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY);
        cases().forEach(some -> builder.registerSubtypes(
                new NamedType(some.kind().factType(), some.kind().name())));
        return builder.build();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void factsAreReadAsTheyWereWritten(Case some) throws JsonProcessingException {
        KubeFact fact = some.kind().decode(json(some.object())).orElseThrow();
        String wire = mapper().writeValueAsString(fact);
        assertThat(mapper().readValue(wire, KubeFact.class)).isEqualTo(fact);
        assertThat(json(wire).path("factOf").asText())
                .isEqualTo(fact.id().kind())
                .isEqualTo(some.kind().name());
    }

    /** Every part of every object is once left out and once replaced by anything odd. */
    @ParameterizedTest
    @MethodSource("cases")
    void noOddContentBreaksADecoder(Case some) {
        JsonNode object = json(some.object());
        for (String path : pointers(object, "")) {
            boolean identity = path.equals("/metadata") || path.matches("/metadata/(name|uid)");
            List<Optional<JsonNode>> replacements =
                    new ArrayList<>(ODD.stream().map(Optional::of).toList());
            replacements.add(Optional.empty());
            for (Optional<JsonNode> replacement : replacements) {
                JsonNode odd = replaced(object, path, replacement);
                try {
                    some.kind().decode(odd).ifPresent(fact -> assertThat(
                                    fact.id().uid())
                            .as("%s = %s", path, replacement)
                            .isNotEmpty());
                } catch (IllegalArgumentException e) {
                    assertThat(identity).as("%s = %s: %s", path, replacement, e).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{metadata: {name: 'a'}}", "{metadata: {uid: 'u'}}", "[]", "null", "'text'"})
    void refusesWhatHasNoIdentity(String text) {
        // A pod without node is refused all the same: nobody knows what it is.
        assertThat(cases()).allSatisfy(some -> assertThatIllegalArgumentException()
                .isThrownBy(() -> some.kind().decode(json(text)))
                .withMessageStartingWith("a " + some.kind().name() + " without metadata."));
    }

    private static List<String> pointers(JsonNode node, String here) {
        var pointers = new ArrayList<String>();
        node.properties().forEach(field -> {
            String path = here + '/' + field.getKey().replace("~", "~0").replace("/", "~1");
            pointers.add(path);
            pointers.addAll(pointers(field.getValue(), path));
        });
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                pointers.add(here + '/' + i);
                pointers.addAll(pointers(node.path(i), here + '/' + i));
            }
        }
        return pointers;
    }

    private static JsonNode replaced(JsonNode object, String path, Optional<JsonNode> replacement) {
        JsonNode copy = object.deepCopy();
        int slash = path.lastIndexOf('/');
        JsonNode parent = copy.at(path.substring(0, slash));
        String last = path.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        if (parent instanceof ObjectNode fields) {
            replacement.ifPresentOrElse(value -> fields.set(last, value), () -> fields.remove(last));
        } else {
            ArrayNode elements = (ArrayNode) parent;
            int index = Integer.parseInt(last);
            replacement.ifPresentOrElse(value -> elements.set(index, value), () -> elements.remove(index));
        }
        return copy;
    }
}
