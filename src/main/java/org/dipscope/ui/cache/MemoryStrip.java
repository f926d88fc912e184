package org.dipscope.ui.cache;

import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.dipscope.ui.colour.Tones;
import org.dipscope.ui.text.Words;

import java.util.Optional;
import java.util.function.BiFunction;

/** The whole memory under the maps: DRAM to scale in bytes at the left, the traffic from Flash at the right. */
public final class MemoryStrip extends Region {
    private static final double LINE = 16;
    private static final double BAR = 12;
    private static final double FLASH = 200;
    private static final double GAP = 16;
    /** Tokens of traffic that there is room for. */
    static final int TOKENS = (int) (FLASH / FlashTraffic.SLOT);

    private final Label dramWords = new Label();
    private final Label flashWords = new Label();
    private final DramMap map = new DramMap();
    private final FlashTraffic traffic = new FlashTraffic();
    private final Tooltip tip = new Tooltip();
    private Traffic shown = Traffic.NONE;
    private BiFunction<Integer, Double, String> says = (_, _) -> "";
    private String dramInFull = "";
    private String dramInBrief = "";

    /** An empty strip. */
    public MemoryStrip() {
        getStyleClass().add("memory-strip");
        dramWords.getStyleClass().add("map-title");
        flashWords.getStyleClass().add("map-title");
        // It names the newest bar, which is the last one: the first tokens of a run stand there alone.
        flashWords.setAlignment(Pos.CENTER_RIGHT);
        map.setAccessibleRole(AccessibleRole.TEXT);
        traffic.setAccessibleRole(AccessibleRole.TEXT);
        traffic.addEventHandler(MouseEvent.MOUSE_MOVED, event -> ask(traffic.placeAt(event.getX())));
        traffic.setPickOnBounds(true);
        getChildren().addAll(dramWords, flashWords, map, traffic);
        getChildren().forEach(child -> child.setManaged(false));
    }

    void setTones(Tones tones) {
        traffic.setTones(tones);
    }

    /** Shows what lies in DRAM, and what the newest tokens read from Flash, in bytes. */
    void show(Optional<DramShare> share, Traffic flash, Words words) {
        dramInFull = share.map(now -> words.text("cache.dram", words.numerals().bytes(now.allocation().dramBytes()),
                words.numerals().megabytes(now.allocation().attention() + now.allocation().lmHead() + now.allocation().wholeMatrices()),
                words.numerals().megabytes(now.kvFilled()), words.numerals().megabytes(now.allocation().kvCache()),
                words.numerals().megabytes(now.columns()), words.numerals().megabytes(now.allocation().dynamicBytes()))).orElse("");
        dramInBrief = share.map(now -> words.text("cache.dram-brief", words.numerals().bytes(now.allocation().dramBytes()))).orElse("");
        fitWords();
        flashWords.setText(Double.isNaN(flash.newest()) ? "" : words.text("cache.flash", words.numerals().bytes(flash.newest())));
        map.setAccessibleText(dramInFull);
        traffic.setAccessibleText(flashWords.getText());
        map.show(share, words);
        map.setVisible(share.isPresent());
        traffic.show(flash);
        shown = flash;
        says = (token, bytes) -> words.text("cache.flash-token", token, words.numerals().bytes(bytes));
    }

    /** Names a token's bar where the mouse rests on it. */
    private void ask(int place) {
        boolean known = place >= 0 && Double.isFinite(shown.bytes()[place]);
        if (known) {
            tip.setText(says.apply(shown.first() + place, shown.bytes()[place]));
            Tooltip.install(traffic, tip);
        } else {
            Tooltip.uninstall(traffic, tip);
        }
    }

    private void fitWords() {
        dramWords.setText(dramInFull);
        if (dramWords.prefWidth(-1) > dramWords.getWidth()) {
            dramWords.setText(dramInBrief);
        }
    }

    @Override
    protected void layoutChildren() {
        double flash = Math.min(FLASH, getWidth() / 4);
        double dram = getWidth() - flash - GAP;
        dramWords.resizeRelocate(0, 0, Math.max(0, dram), LINE);
        fitWords();
        flashWords.resizeRelocate(dram + GAP, 0, flash, LINE);
        map.resizeRelocate(0, LINE, Math.max(0, dram), BAR);
        traffic.resizeRelocate(dram + GAP, LINE, flash, BAR);
        traffic.refresh();
    }

    @Override
    protected double computeMinHeight(double width) {
        return LINE + BAR;
    }

    @Override
    protected double computePrefHeight(double width) {
        return LINE + BAR;
    }

    @Override
    protected double computeMaxHeight(double width) {
        return LINE + BAR;
    }
}
