"""Names of what stands beside a story, and how notes under it open, by language. Read by `sayings`."""

HEADS = """
en: comments|reader comments|view comments|show comments|join the conversation|join the discussion|leave a comment|
    post a comment|related stories|related articles|related content|related posts|related news|related topics|
    related links|more on this story|more on this topic|more stories|more news|read next|what to read next|
    next article|most read|most popular|trending|trending now|trending stories|recommended|recommended for you|
    recommended stories|you may also like|you might also like|around the web|from the web|about the author|
    about the authors|author bio|tags|topics|in this article|explore more|latest news|latest stories|top stories|
    our picks|editors' picks|editor's picks|keep reading|up next|media contact|media contacts|press contact|
    press contacts|media enquiries|media inquiries|press enquiries|contacts|release summary|notes to editors|
    in case you missed it|suggested reading|suggested posts|leave a reply|post navigation
de: kommentare|leserkommentare|kommentar schreiben|diskussion|diskutieren sie mit|mehr zum thema|
    mehr zu diesem thema|weitere themen|weitere artikel|weitere meldungen|weitere nachrichten|ähnliche artikel|
    ähnliche beiträge|verwandte artikel|verwandte themen|verwandte beiträge|das könnte sie auch interessieren|
    das könnte dich auch interessieren|das könnte dir auch gefallen|auch interessant|meistgelesen|
    meistgelesene artikel|meist gelesen|am meisten gelesen|top-themen|topthemen|aktuelle nachrichten|neueste artikel|
    schlagworte|schlagwörter|stichworte|über den autor|über die autorin|über die autoren|zum autor|zur autorin|
    pressekontakt|rückfragen|rückfragen & kontakt|rückfragehinweis|weiterführende links|links zum thema|mehr bilder|
    empfehlungen der redaktion|unsere empfehlungen|leserbrief schreiben|schreibe einen kommentar|
    hinterlasse eine antwort|antwort verfassen
fr: commentaires|les commentaires|vos réactions|vos commentaires|laisser un commentaire|à lire également|
    sur le même sujet|sur le même thème|dans la même rubrique|articles liés|articles similaires|articles associés|
    à découvrir|à la une|a la une|les plus lus|le plus lu|les plus partagés|les plus commentés|recommandé pour vous|
    nos recommandations|vous aimerez aussi|contenus sponsorisés|plus d'articles|plus d’articles|thématiques|
    mots-clés|tags|à propos de l'auteur|à propos de l’auteur|contact presse|contacts presse|pour aller plus loin|
    la rédaction vous conseille|la rédaction vous recommande|le choix de la rédaction
es: comentarios|deja un comentario|dejar una respuesta|deja una respuesta|deja tu comentario|artículos relacionados|
    noticias relacionadas|notas relacionadas|contenido relacionado|relacionados|relacionadas|te puede interesar|
    te podría interesar|le puede interesar|te recomendamos|más información|más noticias|más leídas|más leídos|
    lo más leído|lo más visto|las más leídas|los más leídos|últimas noticias|archivado en|etiquetas|
    temas relacionados|sobre la firma|sobre el autor|sobre la autora|acerca del autor|comparte esta noticia|
    recomendados|contacto de prensa|no te pierdas
pt: comentários|deixe um comentário|deixe seu comentário|deixe uma resposta|leia mais|veja também|veja mais|
    saiba mais|notícias relacionadas|artigos relacionados|matérias relacionadas|relacionadas|relacionados|mais lidas|
    mais lidos|as mais lidas|últimas notícias|mais notícias|tags|tópicos|sobre o autor|sobre a autora|recomendados|
    recomendadas|recomendado para você|você pode gostar|conteúdo patrocinado|continue lendo
it: commenti|i commenti|lascia un commento|leggi i commenti|articoli correlati|notizie correlate|correlati|
    potrebbe interessarti|potrebbero interessarti|ti potrebbe interessare|i più letti|più letti|le più lette|
    più visti|ultime notizie|argomenti|tag|tags|informazioni sull'autore|contatti stampa|altri articoli|
    da non perdere|raccomandati per te|video consigliati|contenuti sponsorizzati
nl: reacties|reageer|reageren|geef een reactie|plaats een reactie|lees meer|meer over dit onderwerp|meer nieuws|
    meest gelezen|best gelezen|net binnen|gerelateerd|gerelateerde artikelen|aanbevolen|ook interessant|
    ook in het nieuws|trefwoorden|tags|over de auteur|perscontact|noot voor de redactie
sv: kommentarer|läs mer|läs även|mest läst|mest lästa|senaste nytt|senaste nyheterna|relaterat|relaterade artiklar|
    fler artiklar|ämnen i artikeln|om skribenten|presskontakt
da: kommentarer|læs mere|mest læst|mest læste|seneste nyt|seneste nyheder|relaterede artikler|relateret|
    om forfatteren|pressekontakt|flere artikler
no: kommentarer|les mer|mest lest|mest leste|siste nytt|siste nyheter|relaterte artikler|relatert|om forfatteren|
    pressekontakt|flere saker
fi: kommentit|lue myös|lue lisää|luetuimmat|uusimmat|tuoreimmat|suosittelemme|lisää aiheesta
pl: komentarze|dodaj komentarz|napisz komentarz|skomentuj|zostaw komentarz|zobacz również|polecamy|polecane|
    polecane artykuły|powiązane|powiązane artykuły|podobne artykuły|podobne tematy|najczęściej czytane|
    najpopularniejsze|najnowsze|tagi|słowa kluczowe|o autorze|kontakt dla mediów|warto przeczytać|przeczytaj także|
    przeczytaj również
cs: komentáře|diskuse|diskuze|vstoupit do diskuse|související|související články|související témata|
    mohlo by vás zajímat|mohlo by vás také zajímat|nejčtenější|nejnovější|doporučujeme|štítky|o autorovi|další články
sk: komentáre|diskusia|súvisiace|súvisiace články|čítajte aj|najčítanejšie|najnovšie|odporúčame
hu: hozzászólások|kommentek|kapcsolódó cikkek|kapcsolódó|ajánlott cikkek|ezt is olvassa el|legolvasottabb|
    legfrissebb|címkék|további cikkek|ajánló
ro: comentarii|lasă un comentariu|adaugă un comentariu|articole similare|știri similare|pe aceeași temă|
    cele mai citite|ultimele știri|etichete|recomandări|taguri
hr: komentari|komentiraj|povezane vijesti|povezani članci|povezano|najčitanije|najnovije|preporučujemo|tagovi|
    ključne riječi|više s weba|možda će vas zanimati
bg: коментари|свързани новини|свързани статии|още по темата|най-четени|последни новини|препоръчваме|тагове|
    ключови думи
ru: комментарии|читать также|похожие новости|похожие статьи|похожие материалы|другие новости|материалы по теме|
    по теме|новости по теме|ещё по теме|еще по теме|самое читаемое|самое популярное|популярные новости|
    последние новости|новости партнеров|новости партнёров|новости сми2|рекомендуем|вам может быть интересно|теги|
    метки|подпишитесь на рассылку|об авторе|лента новостей|оставить комментарий|добавить комментарий|смотрите также|
    ссылки по теме
uk: коментарі|схожі новини|схожі матеріали|матеріали за темою|за темою|по темі|останні новини|популярні новини|
    рекомендуємо|теги|новини партнерів|вибір редакції
el: σχόλια|σχολια|σχετικά άρθρα|σχετικα αρθρα|σχετικά θέματα|σχετικές ειδήσεις|δείτε επίσης|διαβάστε ακόμα|
    διαβάστε ακόμη|δημοφιλή|δημοφιλέστερα|τελευταία νέα|τελευταίες ειδήσεις|ροή ειδήσεων|ετικέτες|προτεινόμενα|
    τα πιο δημοφιλή
tr: yorumlar|yorum yap|yorum yaz|ilgili içerikler|benzer haberler|diğer haberler|öne çıkan haberler|en çok okunanlar|
    çok okunanlar|son dakika|son haberler|etiketler|ilginizi çekebilir|popüler haberler|günün manşetleri
ar: التعليقات|تعليقات|أضف تعليق|أضف تعليقا|اترك تعليقا|أخبار ذات صلة|مواضيع ذات صلة|موضوعات ذات صلة|مقالات ذات صلة|
    ذات صلة|اقرأ المزيد|الأكثر قراءة|الأكثر مشاهدة|آخر الأخبار|أحدث الأخبار|كلمات دلالية|الكلمات المفتاحية|وسوم|
    قد يعجبك أيضا
fa: نظرات|دیدگاه‌ها|اخبار مرتبط|مطالب مرتبط|برچسب‌ها|پربازدیدترین
he: תגובות|כתבות נוספות|עוד בנושא|תגיות|הנקראות ביותר
hi: टिप्पणियाँ|संबंधित खबरें|ताज़ा खबरें
id: komentar|berita terkait|artikel terkait|terpopuler|berita terbaru|berita lainnya|rekomendasi|topik terkait
vi: bình luận|tin liên quan|bài viết liên quan|tin cùng chuyên mục|đọc nhiều|xem nhiều
th: ข่าวที่เกี่ยวข้อง|ความคิดเห็น|ข่าวล่าสุด|ยอดนิยม|แท็ก
zh: 相关新闻|相关报道|相关链接|相关推荐|相關新聞|相關報導|延伸阅读|推荐阅读|推薦閱讀|热门推荐|熱門新聞|热门评论|
    热门排行|热点新闻|热门文章|网友评论|评论|評論|留言|最新评论|最新新闻|最新文章|更多新闻|猜你喜欢|精彩推荐|标签|
    標籤|关键词|版权声明
ja: 関連ニュース|関連リンク|関連キーワード|関連タグ|この記事の関連ニュース|コメント|コメントを書く|おすすめ記事|
    オススメ記事|あわせて読みたい|アクセスランキング|ランキング|人気記事|新着記事|最新記事|最新ニュース|注目の記事|
    タグ
ko: 관련 기사|관련뉴스|댓글|댓글쓰기|많이 본 뉴스|많이 본 기사|인기기사|인기 기사|최신기사|최신뉴스|주요뉴스|
    추천기사|키워드|태그
"""
NOTES = """
en: press office,|press office:|media contact|press contact|media enquiries|media inquiries|for media enquiries|
    for media inquiries|for interview requests|for more information, contact|for more information, please contact|
    for more information please contact|for more information contact|for further information, contact|
    for further information, please|for further information please|for further information contact|contact:|
    contacts:|have a news tip|got a news tip|copyright ©|copyright (c)|copyright 20|copyright 19|copyright by|
    copyright:|this is a developing|this story is developing|updates with|(updates|(corrects|reuse this content|
    reprinted with permission|views expressed|disclaimer:|support our work|this work is licensed|except where noted|
    with additional reporting|with reporting by|with reporting from|with files from|with inputs from|(with inputs|
    inputs from|with agency inputs|edited by|(edited by|reporting by|(reporting by|writing by|compiled by|
    translated by|click here to|story first published|first published|republished from|if you enjoyed|
    thanks for reading
de: (mit material|mit material von|mit informationen von|mit agenturmaterial|dieser artikel erschien|
    dieser artikel ist zuerst|dieser artikel wurde|dieser text erschien|dieser text ist zuerst|
    dieser beitrag erschien|zuerst erschienen|der artikel erschien|der text erschien|mitarbeit:|
    redaktionelle mitarbeit|aus dem englischen von|übersetzung:|pressekontakt|kontakt:|ansprechpartner:|rückfragen|
    weitere informationen:|für rückfragen|original-content von|alle rechte vorbehalten|© |copyright ©|copyright (c)|
    copyright 20|copyright 19|copyright by|copyright:|transparenzhinweis|korrekturhinweis|anmerkung der redaktion|
    anm. d. red|haben sie hinweise|quelle:
fr: (avec afp|avec afp|(avec l'afp|(avec agences|(avec reuters|© |copyright ©|copyright (c)|copyright 20|
    copyright 19|copyright by|copyright:|tous droits réservés|contact presse|contacts presse|contact :|
    reproduction interdite|cet article a été publié|cet article est paru|propos recueillis|(propos recueillis|
    traduit de
es: (con información de|*con información de|© |copyright ©|copyright (c)|copyright 20|copyright 19|copyright by|
    copyright:|todos los derechos|prohibida la reproducción|prohibida su reproducción|contacto:|contacto de prensa|
    este artículo fue publicado|este artículo se publicó|editado por
pt: (com informações|*com informações|com informações de|com informações do|com informações da|© |copyright ©|
    copyright (c)|copyright 20|copyright 19|copyright by|copyright:|todos os direitos|reprodução proibida|
    editado por|este texto foi publicado
it: © |riproduzione riservata|tutti i diritti|(ufficio stampa|ufficio stampa:|per informazioni:|
    per maggiori informazioni:|contatti:|contatti stampa|ha collaborato
nl: © |met medewerking van|dit artikel verscheen|noot voor de redactie|voor meer informatie:|perscontact
sv: © |för mer information, kontakta|för mer information kontakta|för mer information:|presskontakt|
    artikeln är uppdaterad|artikeln har uppdaterats|texten är uppdaterad
da: © |for yderligere oplysninger|pressekontakt|kontakt:
no: © |for mer informasjon|pressekontakt|kontakt:
fi: © |lisätietoja:|lisätietoja antaa|juttua on päivitetty|juttua on korjattu
pl: © |wszelkie prawa|źródło:|oprac.|opracowanie:|kontakt:|kontakt dla mediów|artykuł pochodzi z|
    tekst pochodzi z
cs: © |všechna práva|zdroj:
hu: © |minden jog|borítókép|nyitókép|kiemelt kép
ro: © |toate drepturile|sursa:
ru: источник:|источники:|© |все права защищены|при цитировании|при использовании материал|перепечатка материал|
    копирование материал|контакты:|материал подготовлен|текст:|редактор:
uk: © |всі права|передрук|при цитуванні|при використанні матеріал|текст:
el: © |πηγή:|με πληροφορίες από|απαγορεύεται η|επιμέλεια:|όλα τα δικαιώματα
tr: © |kaynak:|tüm hakları|muhabir:|editör:
ar: © |جميع الحقوق|المصدر:|تحرير:|ترجمة:
zh: （责任编辑|(责任编辑|（责编|(责编|责任编辑|责编|（编辑|(编辑|编辑：|编辑:|版权所有|（完）|(完)|（记者|(记者
ja: © |無断転載|（c）|(c)|編集】|取材】|問い合わせ】|取材・文
ko: © |ⓒ |저작권자|<저작권자|무단전재|무단 전재|[저작권
"""
AMID = """
all: advertisement|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|advertentie|annons|annonce|annonse|
    mainos|reklama|inzerce|inzercia|hirdetés|oglas|publicitate|реклама|διαφήμιση|reklam|إعلان|פרסומת|विज्ञापन|iklan|
    quảng cáo|โฆษณา|广告|廣告|広告|광고|newsletter|newsletters|nieuwsbrief|nyhetsbrev|nyhedsbrev|uutiskirje|
    hírlevél|share|share this|teilen|beitrag teilen|partager|comparte|compartir|compartilhe|partilhar|condividi|
    delen|sdílet|zdieľať|megosztás|podijeli|поделиться|поділитися|κοινοποίηση|paylaş|شارك الخبر|שתפו|bagikan|
    chia sẻ|แชร์|分享|シェア|シェアする|ツイート|フォロー|공유하기|구독|订阅|訂閱|follow us|stay connected|
    get in touch|view more|show more|see more|load more|view all|see all|privacy policy|terms of use|
    terms of service|back to top|skip to content|skip to main content|drucken|nach oben|imprimer|imprimir|drukuj|
    طباعة|распечатать|версия для печати|返回|voir plus|read more|更多|더보기|더 보기|promoted content|sponsored|
    sponsored content|paid content|from our partners|i̇lgili haberler|ilgili haberler|related|facebook|twitter|x|
    x (twitter)|twitter (x)|whatsapp|telegram|reddit|pinterest|linkedin|email|e-mail|mail|copy link|link copied|
    link kopieren|copier le lien|copia link|kopier lenke|kopiera länk|link kopiëren|kopiuj link|скопировать ссылку|
    messenger|threads|bluesky|tumblr|flipboard|xing|viber|вконтакте|одноклассники|微博|微信|qq空间|
    はてなブックマーク|카카오톡|gift this article|gift article|listen to article|after newsletter promotion
"""
"""Names of what stands between two parts of a story: it goes on behind them."""
