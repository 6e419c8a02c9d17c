package io.contrailkube.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import io.contrailkube.core.desired.Decided;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.entity.ClusterView;
import io.contrailkube.core.entity.NamespaceView;
import io.contrailkube.core.entity.NamespaceView.ObjectView;
import io.contrailkube.core.entity.NamespaceView.StepView;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.ingress.IngressClassFact;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.networkpolicy.NetworkPolicyFact;
import io.contrailkube.core.policy.Assignment;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.Level;
import io.contrailkube.core.state.PolicyClaim;
import java.io.NotSerializableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message that crosses nodes comes out as it went in. */
class WireTest {
    private static final ActorTestKit KIT = ActorTestKit.create(
            "wire", ConfigFactory.parseString("akka.actor.provider = local").withFallback(Fixture.config("wire")));

    @AfterAll
    static void close() {
        KIT.shutdownTestKit();
    }

    static List<Wire> messages() {
        NamespaceFact fact = Fixture.namespace("blue", Map.of("opencontrail.org/isolation", "true"));
        var seen = Instant.parse("2026-01-02T03:04:05.678Z");
        var contribution = new Contribution(new TreeSet<>(Set.of("team=net", "tier=web")), true, false, "uuid");
        var problem = Problem.warning("InvalidAnnotation", "what, why, remedy");
        var object = new ObjectView("project", "default-domain:k8s-blue", "uuid", "created", "standing", "Namespace/1");
        var step = new StepView("Namespace/1", "ensure", "project", "default-domain:k8s-blue");
        var view = new NamespaceView(
                "blue",
                null,
                "working",
                "",
                List.of(new Decided("isolation", "true", "annotation")),
                List.of(object),
                List.of(step),
                false,
                List.of(problem),
                List.of(new NamespaceView.WaitView("Pod/1", "a virtual-router")));
        var cluster = new ClusterView(
                "k8s", true, "", List.of(object), List.of(step), new TreeSet<>(Set.of("blue")), List.of(problem));
        ActorRef<NamespaceCommand> namespace = ref();
        ActorRef<Done> ack = ref();
        var ofClass = new IngressClassFact(new ObjectId("IngressClass", "", "x", "uid"), "example.org/controller");
        var ofPolicy = new NetworkPolicyFact(
                new ObjectId("NetworkPolicy", "blue", "web", "uid"), Policed.POLICY, "{}", List.of(problem));
        return List.of(
                new NamespaceCommand.Offer(fact.id(), fact, seen, ack),
                new NamespaceCommand.Offer(ofPolicy.id(), ofPolicy, seen, ack),
                new NamespaceCommand.Offer(fact.id(), null, seen, ack),
                new NamespaceCommand.Wake("Namespace"),
                new NamespaceCommand.Briefed(2, List.of(Policed.status("uid", Level.IN_FORCE, true))),
                new NamespaceCommand.FoundationStands(2, Policed.ASSIGNMENT, 1),
                new NamespaceCommand.Assign(Policed.ASSIGNMENT),
                new NamespaceCommand.Assign(Assignment.NONE),
                new NamespaceCommand.ClaimMet(Policed.status("uid", Level.PREPARED, false)),
                new NamespaceCommand.IngressClasses(Map.of("x", "example.org/controller")),
                new NamespaceCommand.Confirmed(contribution),
                new NamespaceCommand.Confirmed(Contribution.NONE),
                new NamespaceCommand.Confirmed(contribution.knownAs(Policed.PROFILE)),
                new NamespaceCommand.Forgotten(),
                new NamespaceCommand.Audit(ack),
                new NamespaceCommand.GetView(ref()),
                new NamespaceCommand.GetSummary(ref()),
                new ClusterCommand.Start(),
                new ClusterCommand.AwaitFoundation("blue", 3, namespace),
                new ClusterCommand.Contribute("blue", contribution),
                new ClusterCommand.Depart("blue", namespace),
                new ClusterCommand.Claim("blue", Policed.claim(Policed.EDITION, "uid", Level.IN_FORCE)),
                new ClusterCommand.Claim("blue", new PolicyClaim("uid", "web", new TreeMap<>(), List.of())),
                new ClusterCommand.Carried("blue", "fingerprint"),
                new ClusterCommand.Collected("team=net"),
                new ClusterCommand.Offer(ofClass.id(), ofClass, seen, ack),
                new ClusterCommand.Offer(ofClass.id(), null, seen, ack),
                new ClusterCommand.Listed("Namespace", Set.of("blue", "red"), true, false, ack),
                new ClusterCommand.Audit(ack),
                new ClusterCommand.GetView(ref()),
                new ClusterCommand.GetNames("", 10, ref()),
                new Answer.OfNamespace(view),
                new Answer.InShort(NamespaceSummary.of(view)),
                new Answer.OfCluster(cluster),
                new Answer.Names(List.of("blue"), true));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void comesOutAsItWentIn(Wire message) throws NotSerializableException {
        assertThat(SerializationExtension.get(KIT.system())
                        .serializerFor(message.getClass())
                        .getClass()
                        .getSimpleName())
                .isEqualTo("JacksonCborSerializer");
        assertThat(KIT.serializationTestKit().verifySerialization(message, true))
                .isEqualTo(message);
    }

    @Test
    void noMessageIsForgottenHere() {
        assertThat(messages().stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(records(Wire.class).collect(Collectors.toSet()));
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(WireTest::records) : Stream.of(type);
    }

    private static <T> ActorRef<T> ref() {
        return KIT.<T>createTestProbe().getRef();
    }
}
