package io.jenkins.plugins.imagepolicy.engine.policy.waiver;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.document.DocumentException;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import io.jenkins.plugins.imagepolicy.engine.document.Mapping;
import io.jenkins.plugins.imagepolicy.engine.document.Names;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a waiver file; any fault in it leaves no waiver at all, since half a file is not what its owners agreed to. */
final class WaiverReader {
    /** Tampered content, a broken policy and a defect of the gate are nothing that anybody can answer for. */
    private static final Set<ReasonCode> NEVER = EnumSet.of(
            ReasonCode.POLICY_INVALID, ReasonCode.INPUT_INVALID, ReasonCode.CONTENT_INVALID, ReasonCode.INTERNAL_ERROR);

    private final SourceText source;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private WaiverReader(SourceText source) {
        this.source = source;
    }

    static Waivers read(SourceText source) {
        WaiverReader reader = new WaiverReader(source);
        List<Waiver> waivers = reader.waivers();
        boolean usable = reader.diagnostics.stream().noneMatch(Diagnostic::isError);
        return new Waivers(usable ? waivers : List.of(), reader.diagnostics);
    }

    private List<Waiver> waivers() {
        try {
            List<Document> documents = Documents.read(source);
            if (documents.size() != 1) {
                diagnostics.add(source.error(
                        ReasonCode.INPUT_INVALID,
                        Position.START,
                        "A waiver file holds one document, not " + documents.size(),
                        "Write one list 'waivers:'"));
                return List.of();
            }
            Mapping root = Mapping.root(documents.get(0), diagnostics::add);
            List<Waiver> waivers = new ArrayList<>();
            if (root.any("waivers").isMissingNode()) {
                root.fault("waivers", "'waivers' is missing", "Write a list 'waivers:'");
            }
            for (Mapping item : root.mappings("waivers")) {
                waiver(item).ifPresent(waivers::add);
            }
            root.end();
            return waivers;
        } catch (DocumentException e) {
            diagnostics.add(e.diagnostic());
            return List.of();
        }
    }

    private Optional<Waiver> waiver(Mapping item) {
        int before = diagnostics.size();
        String owner = item.required("owner", "Say who answers for it: a person or a team");
        String reason = item.required("reason", "Say why the finding is acceptable for now");
        String expires = item.required(
                "expires", "Say until when, for example 2027-01-31; a waiver for ever is a changed policy");
        Optional<Instant> end = end(item, expires);
        List<ImageScope> images = images(item);
        List<PolicyScope> policies =
                item.texts("policy").stream().map(PolicyScope::of).toList();
        Set<ReasonCode> codes = codes(item);
        item.end();
        if (diagnostics.size() > before || end.isEmpty()) {
            return Optional.empty();
        }
        Position at = item.position();
        return Optional.of(new Waiver(
                owner, reason, expires, end.get(), images, policies, codes, source.file(), at.line(), at.column()));
    }

    private Optional<Instant> end(Mapping item, String expires) {
        if (expires.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    expires.contains("T")
                            ? OffsetDateTime.parse(expires).toInstant()
                            : LocalDate.parse(expires)
                                    .plusDays(1)
                                    .atStartOfDay()
                                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            item.fault("expires", "'" + expires + "' is no date", "Write 2027-01-31 or 2027-01-31T12:00:00Z");
            return Optional.empty();
        }
    }

    private List<ImageScope> images(Mapping item) {
        List<String> texts = item.texts("image");
        if (texts.isEmpty()) {
            item.required(
                    "image", "Name the image: sha256:..., registry.example/app@sha256:... or registry.example/team/**");
        }
        List<ImageScope> images = new ArrayList<>();
        for (String text : texts) {
            if (ImageScope.isValid(text)) {
                images.add(ImageScope.of(text));
            } else {
                item.fault(
                        "image",
                        "'" + text + "' is no pattern of images",
                        "Use letters, digits and - _ : / . @ with * and ** as wildcards");
            }
        }
        return images;
    }

    private Set<ReasonCode> codes(Mapping item) {
        Set<ReasonCode> codes = EnumSet.noneOf(ReasonCode.class);
        List<String> known = Arrays.stream(ReasonCode.values())
                .filter(c -> !NEVER.contains(c))
                .map(Enum::name)
                .toList();
        for (String text : item.texts("code")) {
            if (known.contains(text)) {
                codes.add(ReasonCode.valueOf(text));
            } else if (NEVER.stream().anyMatch(c -> c.name().equals(text))) {
                item.fault("code", text + " can never be waived", "Mend what it says");
            } else {
                item.fault("code", "'" + text + "' is no reason code", Names.proposal(text, known));
            }
        }
        return codes;
    }
}
